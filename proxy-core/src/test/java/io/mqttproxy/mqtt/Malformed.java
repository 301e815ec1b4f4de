package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Expectations about {@link MalformedPacket}. */
final class Malformed {
    static final int MALFORMED_PACKET = 0x81;
    static final int PROTOCOL_ERROR = 0x82;
    static final int UNSUPPORTED_VERSION = 0x84;
    static final int TOPIC_FILTER_INVALID = 0x8F;
    static final int TOPIC_NAME_INVALID = 0x90;
    static final int TOPIC_ALIAS_INVALID = 0x94;
    static final int PACKET_TOO_LARGE = 0x95;
    static final int QUOTA_EXCEEDED = 0x97;

    private Malformed() {}

    /** Checks the reason code, and that the problem contains this text: a statement id where there is one. */
    static void assertRefused(int reasonCode, String problem, MalformedPacket verdict) {
        assertEquals("0x%02X".formatted(reasonCode), "0x%02X".formatted(verdict.reasonCode()), verdict.problem());
        assertTrue(verdict.problem().contains(problem), verdict.problem());
    }
}
