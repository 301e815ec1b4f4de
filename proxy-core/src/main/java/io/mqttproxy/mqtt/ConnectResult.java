package io.mqttproxy.mqtt;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.Locale;

/** What a CONNECT got: the one vocabulary of logs, metric tags and docs. */
public enum ConnectResult {
    ACCEPTED,
    MALFORMED,
    /** Empty, of a client that has to name itself. */
    CLIENT_ID_REJECTED,
    CLIENT_ID_TOO_LONG,
    /** The client would not take a CONNACK of the size that it needs. */
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

    /** The result of a client that is not let in. */
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
