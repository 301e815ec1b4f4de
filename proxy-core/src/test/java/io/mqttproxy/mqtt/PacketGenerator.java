package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.Wire.binary;
import static io.mqttproxy.mqtt.Wire.bytes;
import static io.mqttproxy.mqtt.Wire.fourBytes;
import static io.mqttproxy.mqtt.Wire.join;
import static io.mqttproxy.mqtt.Wire.packet;
import static io.mqttproxy.mqtt.Wire.string;
import static io.mqttproxy.mqtt.Wire.twoBytes;
import static io.mqttproxy.mqtt.Wire.variable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Generates random legal packets of a client; the same packets for the same seed. */
final class PacketGenerator {
    private static final List<String> WORDS = List.of(
            "a",
            "b/c",
            "sensors/kitchen/temperature",
            "$SYS/x",
            "\u00E4\u20AC",
            "\uD83D\uDE00/\uFEFF",
            "/",
            " ",
            "x".repeat(300));

    private final Random random;
    private final ProtocolVersion version;

    PacketGenerator(long seed, ProtocolVersion version) {
        this.random = new Random(seed);
        this.version = version;
    }

    byte[] connect() {
        boolean will = random.nextBoolean();
        boolean userName = random.nextBoolean();
        boolean password = (userName || version.isMqtt5()) && random.nextBoolean();
        int flags = (userName ? 0x80 : 0) | (password ? 0x40 : 0) | (will ? willFlags() : 0) | (random.nextInt(2) << 1);
        return packet(
                Wire.CONNECT,
                string(version.protocolName()),
                bytes(version.level(), flags),
                twoBytes(random.nextInt(65_536)),
                properties(connectProperties()),
                string("client" + random.nextInt()),
                will ? join(properties(willProperties()), string(word()), blob()) : new byte[0],
                userName ? string(word()) : new byte[0],
                password ? blob() : new byte[0]);
    }

    /** Any packet but CONNECT. */
    byte[] next() {
        return switch (random.nextInt(version.isMqtt5() ? 8 : 7)) {
            case 0 -> packet(Wire.PUBREL, acknowledgement(0x00, 0x92));
            case 1 -> packet(Wire.SUBSCRIBE, twoBytes(packetId()), properties(subscribeProperties()), filters(true));
            case 2 -> packet(Wire.UNSUBSCRIBE, twoBytes(packetId()), properties(userProperties()), filters(false));
            case 3 -> packet(Wire.PINGREQ);
            case 4 -> packet(Wire.DISCONNECT, reason(sessionExpiry(), 0x00, 0x04, 0x80, 0x81, 0x93, 0x99));
            case 7 -> packet(Wire.AUTH, bytes(0x18 + random.nextInt(2)), properties(authProperties()));
            default -> publish();
        };
    }

    byte[] publish() {
        int qos = random.nextInt(3);
        int dup = qos > 0 && random.nextBoolean() ? Wire.DUP : 0;
        List<byte[]> properties = publishProperties();
        boolean alias = version.isMqtt5() && random.nextInt(4) == 0;
        if (alias) {
            properties.add(join(bytes(0x23), twoBytes(1 + random.nextInt(65_535))));
        }
        return packet(
                Wire.PUBLISH | dup | (qos << 1) | random.nextInt(2),
                string(alias && random.nextBoolean() ? "" : word()),
                qos > 0 ? twoBytes(packetId()) : new byte[0],
                properties(properties),
                payload());
    }

    private int willFlags() {
        return 0b100 | (random.nextInt(3) << 3) | (random.nextInt(2) << 5);
    }

    private byte[] acknowledgement(int... codes) {
        return join(twoBytes(packetId()), reason(List.of(), codes));
    }

    /** Nothing, a reason code, or a reason code and properties. */
    private byte[] reason(List<byte[]> properties, int... codes) {
        byte[] code = bytes(codes[random.nextInt(codes.length)]);
        List<byte[]> all = new ArrayList<>(properties);
        maybe(all, () -> join(bytes(0x1F), string(word())));
        all.addAll(userProperties());
        return switch (version.isMqtt5() ? random.nextInt(3) : 0) {
            case 0 -> new byte[0];
            case 1 -> code;
            default -> join(code, properties(all));
        };
    }

    private byte[] filters(boolean options) {
        byte[] all = new byte[0];
        for (int i = 0; i <= random.nextInt(4); i++) {
            String filter = List.of("a", "#", "+/b", "a/#", "$share/g/a").get(random.nextInt(5));
            all = join(all, string(filter), options ? bytes(random.nextInt(3)) : new byte[0]);
        }
        return all;
    }

    private List<byte[]> connectProperties() {
        List<byte[]> all = sessionExpiry();
        maybe(all, () -> join(bytes(0x21), twoBytes(1 + random.nextInt(65_535))));
        maybe(all, () -> join(bytes(0x27), fourBytes(1 + random.nextLong(0xFFFF_FFFFL))));
        maybe(all, () -> join(bytes(0x22), twoBytes(random.nextInt(65_536))));
        maybe(all, () -> bytes(0x19, random.nextInt(2)));
        maybe(all, () -> bytes(0x17, random.nextInt(2)));
        maybe(all, () -> join(bytes(0x15), string(word())));
        all.addAll(userProperties());
        return all;
    }

    private List<byte[]> willProperties() {
        List<byte[]> all = publishProperties();
        maybe(all, () -> join(bytes(0x18), fourBytes(random.nextLong(1L << 32))));
        return all;
    }

    private List<byte[]> publishProperties() {
        List<byte[]> all = userProperties();
        maybe(all, () -> bytes(0x01, random.nextInt(2)));
        maybe(all, () -> join(bytes(0x02), fourBytes(random.nextLong(1L << 32))));
        maybe(all, () -> join(bytes(0x03), string(word())));
        maybe(all, () -> join(bytes(0x08), string(word())));
        maybe(all, () -> join(bytes(0x09), blob()));
        return all;
    }

    private List<byte[]> subscribeProperties() {
        List<byte[]> all = userProperties();
        maybe(all, () -> join(bytes(0x0B), variable(1 + random.nextInt(268_435_455))));
        return all;
    }

    private List<byte[]> authProperties() {
        List<byte[]> all = userProperties();
        all.add(join(bytes(0x15), string(word())));
        maybe(all, () -> join(bytes(0x16), blob()));
        return all;
    }

    private List<byte[]> sessionExpiry() {
        List<byte[]> all = new ArrayList<>();
        maybe(all, () -> join(bytes(0x11), fourBytes(random.nextLong(1L << 32))));
        return all;
    }

    private List<byte[]> userProperties() {
        List<byte[]> all = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            all.add(Wire.userProperty(word(), word()));
        }
        return all;
    }

    private void maybe(List<byte[]> properties, Supplier<byte[]> property) {
        if (random.nextInt(3) == 0) {
            properties.add(property.get());
        }
    }

    /** In any order; none before MQTT 5. */
    private byte[] properties(List<byte[]> properties) {
        Collections.shuffle(properties, random);
        return version.isMqtt5() ? Wire.properties(properties.toArray(byte[][]::new)) : new byte[0];
    }

    private int packetId() {
        return 1 + random.nextInt(65_535);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private byte[] blob() {
        return binary(payload());
    }

    private byte[] payload() {
        byte[] payload = new byte[random.nextInt(40)];
        random.nextBytes(payload);
        return payload;
    }
}
