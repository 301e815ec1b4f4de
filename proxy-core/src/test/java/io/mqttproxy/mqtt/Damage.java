package io.mqttproxy.mqtt;

import java.util.Arrays;
import java.util.Random;

/** Damages a packet as a broken client or network might. */
final class Damage {
    private Damage() {}

    static byte[] to(byte[] packet, Random random) {
        byte[] damaged = packet;
        for (int i = 0; i <= random.nextInt(3); i++) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] packet, Random random) {
        int at = random.nextInt(packet.length);
        byte[] damaged = packet.clone();
        switch (random.nextInt(5)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged[at] = (byte) random.nextInt(256);
            case 2 -> damaged[at] = 0;
            case 3 -> damaged = shortened(packet, at, random);
            default -> damaged = lengthened(packet, at, random);
        }
        return damaged;
    }

    /** Removes a byte; half of the time the remaining length is corrected, if it has one byte. */
    private static byte[] shortened(byte[] packet, int at, Random random) {
        if (packet.length < 3) {
            return packet;
        }
        int lost = Math.max(2, at);
        byte[] shorter = Arrays.copyOf(packet, packet.length - 1);
        System.arraycopy(packet, lost + 1, shorter, lost, packet.length - lost - 1);
        return correctLength(shorter, -1, random);
    }

    private static byte[] lengthened(byte[] packet, int at, Random random) {
        int gained = Math.max(Math.min(2, packet.length), at);
        byte[] longer = Arrays.copyOf(packet, packet.length + 1);
        longer[gained] = (byte) random.nextInt(256);
        System.arraycopy(packet, gained, longer, gained + 1, packet.length - gained);
        return correctLength(longer, 1, random);
    }

    private static byte[] correctLength(byte[] packet, int difference, Random random) {
        int length = packet[1] + difference;
        if (random.nextBoolean() && length >= 0 && length < 128) {
            packet[1] = (byte) length;
        }
        return packet;
    }
}
