package io.mqttproxy.mqtt;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.Locale;

/** The result of a CONNECT: the one vocabulary of logs, metric tags and docs. */
public enum ConnectResult {
    ACCEPTED,
    MALFORMED,
    /** The client id is empty, and the client must provide one: an MQTT 3 client with Clean Session 0. */
    CLIENT_ID_REJECTED,
    CLIENT_ID_TOO_LONG,
    /** The CONNACK would be larger than the client's Maximum Packet Size. */
    MAXIMUM_PACKET_SIZE_TOO_SMALL,
    BAD_CREDENTIALS,
    NOT_AUTHORIZED,
    CLIENT_IDENTIFIER_NOT_VALID,
    BAD_AUTHENTICATION_METHOD,
    SERVER_UNAVAILABLE,
    BANNED,
    QUOTA_EXCEEDED,
    CONNECTION_RATE_EXCEEDED;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The result for a client that is refused. */
    public static ConnectResult of(Refusal refusal) {
        return switch (refusal) {
            case BAD_CREDENTIALS -> BAD_CREDENTIALS;
            case NOT_AUTHORIZED -> NOT_AUTHORIZED;
            case CLIENT_IDENTIFIER_NOT_VALID -> CLIENT_IDENTIFIER_NOT_VALID;
            case BAD_AUTHENTICATION_METHOD -> BAD_AUTHENTICATION_METHOD;
            case SERVER_UNAVAILABLE -> SERVER_UNAVAILABLE;
            case BANNED -> BANNED;
            case QUOTA_EXCEEDED -> QUOTA_EXCEEDED;
            case CONNECTION_RATE_EXCEEDED -> CONNECTION_RATE_EXCEEDED;
        };
    }

    /** The result in lower case with dashes, as in metric tags: {@code client-id-too-long}. */
    public String text() {
        return text;
    }
}
