package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ProxyProtocolConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolTest {
    private static final String V2 = "0d0a0d0a000d0a515549540a";
    private static final String MQTT = "c000";

    /** The addresses 192.0.2.7:4660 to 198.51.100.1:1883 over TCP; length and TLVs follow. */
    private static final String ADDRESSES = "c0000207c63364011234075b";

    private static final InetSocketAddress BALANCER = new InetSocketAddress("10.0.0.1", 5000);
    private static final InetSocketAddress DEVICE = new InetSocketAddress("192.0.2.7", 0x1234);

    private RecordingTail tail = new RecordingTail();
    private EmbeddedChannel channel = connect(BALANCER);

    private EmbeddedChannel connect(SocketAddress peer) {
        tail = new RecordingTail();
        EmbeddedChannel made = new EmbeddedChannel(false, false) {
            @Override
            protected SocketAddress remoteAddress0() {
                return peer;
            }
        };
        ProxyHeaderHandler.addTo(made.pipeline(), ProxyProtocolConfig.DEFAULTS);
        made.pipeline().addLast(tail);
        return made;
    }

    @AfterEach
    void closeChannel() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aVersion1HeaderTellsTheDevicesAddress() throws Exception {
        receive(text("PROXY TCP4 192.0.2.7 198.51.100.1 4660 1883\r\n"), bytes(MQTT));

        assertAccepted(DEVICE);
    }

    @Test
    void aVersion1HeaderMayContainAnIpv6Address() throws Exception {
        receive(text("PROXY TCP6 2001:db8::7 2001:db8::1 4660 1883\r\n"), bytes(MQTT));

        assertAccepted(new InetSocketAddress("2001:db8::7", 4660));
    }

    @Test
    void aVersion2HeaderTellsTheDevicesAddress() throws Exception {
        receive(bytes(V2 + "2111" + "000c" + ADDRESSES), bytes(MQTT));

        assertAccepted(DEVICE);
        assertNull(TransportAttributes.proxiedCommonName(channel));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n",
                "2000" + "0000",
                "2000" + "0003" + "aabbcc",
                "2011" + "000c" + "c0000207c63364011234075b",
                "2100" + "0000"
            })
    void aHeaderWithoutAddressKeepsTheSocketsAddress(String header) throws Exception {
        receive(header.startsWith("PROXY") ? text(header) : bytes(V2 + header), bytes(MQTT));

        assertAccepted(BALANCER);
    }

    @Test
    void aUnixSocketAddressKeepsTheSocketsAddress() throws Exception {
        receive(bytes(V2 + "2131" + "00d8" + "2f".repeat(216)), bytes(MQTT));

        assertAccepted(BALANCER);
    }

    @Test
    void aHealthCheckLeavesNoTrace() throws Exception {
        channel.register();
        channel.writeInbound(bytes(V2 + "2000" + "0000"));
        channel.close();

        assertTrue(tail.active());
        assertEquals(List.of(TransportEvent.REMOTE_ADDRESS_KNOWN), tail.events());
        assertEquals(List.of(), tail.exceptions());
    }

    @Test
    void aHeaderMayArriveByteByByte() throws Exception {
        channel.register();
        for (byte b : ByteBufUtil.decodeHexDump(V2 + "2111" + "000c" + ADDRESSES + MQTT)) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
        }

        assertAccepted(DEVICE);
    }

    @Test
    void otherTlvsAreIgnored() throws Exception {
        String tlvs = "010004" + "6d717474" + "ea0003" + "010203" + "050000" + "040001" + "00";
        receive(bytes(v2WithTlvs(tlvs)), bytes(MQTT));

        assertAccepted(DEVICE);
        assertNull(TransportAttributes.proxiedCommonName(channel));
    }

    @Test
    void theNameOfAVerifiedClientCertificateIsKept() throws Exception {
        receive(bytes(v2WithTlvs(tls("07", "00000000", "220008" + hex("sensor-7")))), bytes(MQTT));

        assertAccepted(DEVICE);
        assertEquals("sensor-7", TransportAttributes.proxiedCommonName(channel));
    }

    @Test
    void theNameOfAnUnverifiedClientCertificateIsNotKept() throws Exception {
        receive(bytes(v2WithTlvs(tls("07", "0000000a", "220008" + hex("sensor-7")))));

        assertNull(TransportAttributes.proxiedCommonName(channel));
    }

    @Test
    void aNameWithoutClientCertificateIsNotKept() throws Exception {
        receive(bytes(v2WithTlvs(tls("01", "00000000", "220008" + hex("sensor-7")) + "220008" + hex("sensor-7"))));

        assertNull(TransportAttributes.proxiedCommonName(channel));
    }

    @Test
    void afterTheHeaderOnlyTheTailRemains() throws Exception {
        receive(bytes(V2 + "2000" + "0000"));

        assertEquals(
                2, channel.pipeline().names().size(), channel.pipeline().names().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "101000044d5154540502003c0000",
                V2 + "31110000",
                V2 + "2211000c" + ADDRESSES,
                V2 + "21110004c0000207",
                V2 + "21110014" + ADDRESSES + "02000161" + "0100ff41",
                V2 + "21110010" + ADDRESSES + "20000101",
                V2 + "2111ffff" + ADDRESSES,
                "50524f585920544350342031302e302e300d0a",
                "50524f5859205443503420782078207820780d0a"
            })
    void bytesThatAreNotAHeaderCloseTheConnection(String hex) throws Exception {
        channel.register();
        for (int i = 0; channel.isOpen() && i < 100; i++) {
            channel.writeInbound(bytes(i == 0 ? hex : "41".repeat(100)));
        }

        assertRefused(TransportFailure.Reason.PROXY_HEADER_MALFORMED);
    }

    @Test
    void aLineWithoutEndIsCutOff() throws Exception {
        receive(text("PROXY TCP4 " + "1".repeat(120)));

        assertRefused(TransportFailure.Reason.PROXY_HEADER_MALFORMED);
    }

    @Test
    void aHeaderFromAnUntrustedAddressIsNotRead() throws Exception {
        channel = connect(new InetSocketAddress("203.0.113.1", 5000));
        channel.register();

        assertTrue(tail.active());
        assertRefused(TransportFailure.Reason.PROXY_PEER_NOT_TRUSTED);
    }

    private static String v2WithTlvs(String tlvs) {
        return V2 + "2111" + "%04x".formatted(12 + tlvs.length() / 2) + ADDRESSES + tlvs;
    }

    private static String tls(String client, String verify, String nested) {
        String value = client + verify + nested;
        return "20" + "%04x".formatted(value.length() / 2) + value;
    }

    private void receive(ByteBuf... parts) throws Exception {
        channel.register();
        channel.writeInbound(Unpooled.wrappedBuffer(parts));
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertAccepted(InetSocketAddress expected) {
        assertEquals(expected, TransportAttributes.remoteAddress(channel));
        assertEquals(List.of(TransportEvent.REMOTE_ADDRESS_KNOWN), tail.events());
        assertEquals(MQTT, tail.hex());
    }

    private void assertRefused(TransportFailure.Reason reason) {
        TransportFailure failure = tail.failure();
        assertNotNull(failure);
        assertEquals(reason, failure.reason());
        assertFalse(channel.isOpen());
        assertEquals("", tail.hex());
        assertEquals(List.of(), tail.exceptions());
    }
}
