package io.mqttproxy.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * Ends the decoding of one packet; {@link PacketDecoder} turns it into a {@link MalformedPacket}. It has no stack trace,
 * because any client can cause one.
 *
 * <p>A statement id in a problem is that of MQTT 5.0; where only MQTT 3.1.1 has such a statement, the text says so.
 */
final class MalformedException extends Exception {
    private final int reasonCode;
    private final String problem;

    private MalformedException(int reasonCode, String problem) {
        super(problem, null, false, false);
        this.reasonCode = reasonCode;
        this.problem = problem;
    }

    /** Bytes that cannot be parsed. */
    static MalformedException malformed(String problem) {
        return new MalformedException(0x81, problem);
    }

    /** Bytes that can be parsed but say what the protocol forbids. */
    static MalformedException protocolError(String problem) {
        return new MalformedException(0x82, problem);
    }

    static MalformedException unsupportedVersion(String problem) {
        return new MalformedException(0x84, problem);
    }

    static MalformedException invalidTopicFilter(String problem) {
        return new MalformedException(0x8F, problem);
    }

    static MalformedException invalidTopicName(String problem) {
        return new MalformedException(0x90, problem);
    }

    static MalformedException invalidTopicAlias(String problem) {
        return new MalformedException(0x94, problem);
    }

    static MalformedException tooLarge(String problem) {
        return new MalformedException(0x95, problem);
    }

    static MalformedException quotaExceeded(String problem) {
        return new MalformedException(0x97, problem);
    }

    MalformedPacket toPacket(String packet, @Nullable ProtocolVersion version) {
        return new MalformedPacket(packet, version, reasonCode, problem);
    }
}
