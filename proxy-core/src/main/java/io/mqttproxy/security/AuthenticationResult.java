package io.mqttproxy.security;

import java.util.Locale;

/** The answer to a client's credentials. */
public sealed interface AuthenticationResult {

    /** The client has proved its identity. */
    record Accepted(Identity identity) implements AuthenticationResult {}

    /** The client is refused. */
    record Refused(Refusal refusal) implements AuthenticationResult {}

    /**
     * Why a client is refused, with the codes in CONNACK (MQTT 3.1.1 section 3.2.2.3, MQTT 5.0 section
     * 3.2.2.2).
     */
    enum Refusal {
        BAD_CREDENTIALS(0x04, 0x86),
        NOT_AUTHORIZED(0x05, 0x87),
        /** The client id does not belong to the identity. */
        CLIENT_IDENTIFIER_NOT_VALID(0x02, 0x85),
        BAD_AUTHENTICATION_METHOD(0x05, 0x8C),
        SERVER_UNAVAILABLE(0x03, 0x88),
        BANNED(0x05, 0x8A),
        /** The identity has reached its maximum number of connections. */
        QUOTA_EXCEEDED(0x03, 0x97),
        /** More clients came than the proxy authenticates per second; this one may try again later. */
        CONNECTION_RATE_EXCEEDED(0x03, 0x9F);

        private final int mqtt3Code;
        private final int mqtt5Code;
        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

        Refusal(int mqtt3Code, int mqtt5Code) {
            this.mqtt3Code = mqtt3Code;
            this.mqtt5Code = mqtt5Code;
        }

        /** The refusal in lower case with dashes, as in metric tags: {@code bad-credentials}. */
        public String text() {
            return text;
        }

        public int mqtt3Code() {
            return mqtt3Code;
        }

        public int mqtt5Code() {
            return mqtt5Code;
        }
    }
}
