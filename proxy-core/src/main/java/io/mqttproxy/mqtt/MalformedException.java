package io.mqttproxy.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * Ends the decoding of one packet; {@link PacketDecoder} turns it into a {@link MalformedPacket}. It
 * has no stack trace, because any client can provoke it and filling in a stack trace is expensive.
 *
 * <p>A statement id in a problem is from MQTT 5.0; for a statement that only MQTT 3.1.1 has, the text
 * says so.
 */
final class MalformedException extends Exception {
    private final CloseReason reason;
    private final String problem;

    private MalformedException(CloseReason reason, String problem) {
        super(problem, null, false, false);
        this.reason = reason;
        this.problem = problem;
    }

    /** Bytes that cannot be parsed. */
    static MalformedException malformed(String problem) {
        return new MalformedException(CloseReason.MALFORMED_PACKET, problem);
    }

    /** Bytes that can be parsed but express something that the protocol forbids. */
    static MalformedException protocolError(String problem) {
        return new MalformedException(CloseReason.PROTOCOL_ERROR, problem);
    }

    static MalformedException unsupportedVersion(String problem) {
        return new MalformedException(CloseReason.UNSUPPORTED_PROTOCOL_VERSION, problem);
    }

    static MalformedException invalidTopicFilter(String problem) {
        return new MalformedException(CloseReason.TOPIC_FILTER_INVALID, problem);
    }

    static MalformedException invalidTopicName(String problem) {
        return new MalformedException(CloseReason.TOPIC_INVALID, problem);
    }

    static MalformedException invalidTopicAlias(String problem) {
        return new MalformedException(CloseReason.TOPIC_ALIAS_INVALID, problem);
    }

    static MalformedException tooLarge(String problem) {
        return new MalformedException(CloseReason.PACKET_TOO_LARGE, problem);
    }

    static MalformedException quotaExceeded(String problem) {
        return new MalformedException(CloseReason.QUOTA_EXCEEDED, problem);
    }

    MalformedPacket toPacket(String packet, @Nullable ProtocolVersion version) {
        return new MalformedPacket(packet, version, reason, problem);
    }
}
