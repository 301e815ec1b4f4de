package io.mqttproxy.app;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.ConnectResult;
import io.mqttproxy.mqtt.ReasonCodes;
import io.mqttproxy.publish.FailureReason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each word of the labels {@code reason} and {@code result} means, for {@code docs/metrics.md}. */
final class ReasonTables {
    private ReasonTables() {}

    static String closeReasons() {
        return table(CloseReason.values(), CloseReason::text, reason -> code(reason) + " | " + meaning(reason));
    }

    static String failureReasons() {
        return table(
                FailureReason.values(),
                FailureReason::text,
                reason -> (reason.isPermanent() ? "the device" : "Kafka, or the operator") + " | "
                        + ReasonCodes.text(reason.reasonCode()) + " | " + meaning(reason));
    }

    static String connectResults() {
        return table(ConnectResult.values(), ConnectResult::text, ReasonTables::meaning);
    }

    private static <E> String table(E[] words, Function<E, String> text, Function<E, String> cells) {
        return Arrays.stream(words)
                .sorted(Comparator.comparing(text))
                .map(word -> "| `" + text.apply(word) + "` | " + cells.apply(word) + " |\n")
                .collect(Collectors.joining());
    }

    /** A publish that was not stored has a code of its own; one that was rejected ends connections of MQTT 3 only. */
    private static String code(CloseReason reason) {
        if (reason == CloseReason.STALLED || reason == CloseReason.NOT_STORED) {
            return "0x83 or 0x89";
        }
        boolean silent = reason.reasonCode() == CloseReason.SILENT || reason == CloseReason.PUBLISH_REJECTED;
        return silent ? "" : ReasonCodes.text(reason.reasonCode());
    }

    private static String meaning(CloseReason reason) {
        return switch (reason) {
            case CLIENT_DISCONNECT -> "the client sent a normal DISCONNECT";
            case CLIENT_DISCONNECT_WITH_WILL ->
                "the client sent a DISCONNECT other than 0x00, which publishes its will (MQTT 5)";
            case CLIENT_GONE -> "the client closed or lost the connection without a DISCONNECT";
            case GONE_BEFORE_CONNECT -> "the client closed or lost the connection before its CONNECT, as TCP checks do";
            case CONNECT_TIMEOUT -> "no CONNECT within `connect-timeout`";
            case CONNECT_REFUSED -> "the CONNECT was refused: see the `result` below";
            case UNSUPPORTED_PROTOCOL_VERSION -> "a version of MQTT other than 3.1, 3.1.1 and 5";
            case TRANSPORT_ERROR -> "an error of TLS or WebSocket after the handshake";
            case PROXY_PEER_NOT_TRUSTED ->
                "a listener with the PROXY protocol, and a sender outside of" + " `proxy-protocol-trusted`";
            case PROXY_HEADER_MALFORMED -> "a listener with the PROXY protocol, and no valid header";
            case TLS_HANDSHAKE -> "the TLS handshake failed: [causes](operating.md#trouble-by-symptom)";
            case WEBSOCKET_REFUSED -> "the HTTP request is not a WebSocket handshake that the listener accepts";
            case WEBSOCKET_PROTOCOL_ERROR -> "a WebSocket frame that breaks the rules, or a text frame";
            case TOO_MANY_CONNECTIONS_OF_ADDRESS -> "more than `max-connections-per-address`";
            case TOO_MANY_CONNECTIONS -> "more than `max-connections`";
            case CONNECT_RATE_EXCEEDED -> "more than `max-connect-rate`";
            case KEEP_ALIVE_TIMEOUT -> "the client was silent for one and a half times its keep-alive";
            case TAKEN_OVER -> "another connection with the same client id took over";
            case MALFORMED_PACKET -> "a packet that cannot be parsed";
            case PROTOCOL_ERROR -> "a packet that the standard does not allow here";
            case PACKET_TOO_LARGE ->
                "a packet larger than `max-packet-size`, or in MQTT 5 a record too large for Kafka";
            case RECEIVE_MAXIMUM_EXCEEDED -> "more unacknowledged publishes than `receive-maximum`";
            case TOPIC_ALIAS_INVALID -> "a topic alias that is 0 or above `topic-alias-maximum`";
            case TOPIC_INVALID -> "a topic name that is empty or has a wildcard";
            case TOPIC_FILTER_INVALID -> "a topic filter with a misplaced wildcard";
            case QUOTA_EXCEEDED -> "more than `max-user-properties` in a packet other than PUBLISH";
            case PUBLISH_REJECTED -> "a publish was rejected, and `on-reject` is `close` (MQTT 3)";
            case STALLED -> "a publish waited for `stall-timeout`: Kafka's producer could not accept it";
            case NOT_STORED -> "Kafka's producer could not store a publish that it had accepted";
            case ACKS_UNREAD -> "the client did not read its acknowledgements for `stall-timeout`";
            case RECEIVE_MEMORY_EXCEEDED ->
                "[`receive-memory`](operating.md#memory) was short, and the client held more" + " than its share";
            case CREDENTIALS_EXPIRED -> "the client's token or certificate expired";
            case SERVER_SHUTDOWN -> "the proxy drains; 0x9C with `server-reference`";
            case INTERNAL_ERROR -> "a defect of the proxy, or a lack of memory: see the log";
        };
    }

    private static String meaning(FailureReason reason) {
        return switch (reason) {
            case NOT_AUTHORIZED -> "the ACL file denies it";
            case NO_ROUTE -> "no rule matches, and `default-topic` is `none`";
            case TOPIC_TOO_LONG -> "more than `max-topic-length` or `max-topic-levels`";
            case INVALID_KAFKA_TOPIC -> "the template does not make a legal Kafka topic";
            case TOO_MANY_KAFKA_TOPICS -> "more than `max-templated-topics`";
            case TOO_MANY_USER_PROPERTIES -> "more than `max-user-properties`";
            case RECORD_TOO_LARGE -> "larger than the Kafka topic or the producer allows";
            case KAFKA_TIMEOUT -> "not stored within `delivery.timeout.ms`";
            case KAFKA_UNREACHABLE -> "the connection to a broker was lost, or its partition moved";
            case KAFKA_NOT_ENOUGH_REPLICAS -> "fewer replicas in sync than `min.insync.replicas`";
            case KAFKA_UNKNOWN_TOPIC -> "the Kafka topic does not exist";
            case KAFKA_NOT_AUTHORIZED -> "Kafka does not let the proxy write";
            case KAFKA_AUTHENTICATION -> "Kafka refuses the proxy's login";
            case KAFKA_STORAGE -> "a broker could not write it, or found it damaged";
            case KAFKA_THROTTLED -> "Kafka refused it because of a quota";
            case KAFKA_BUFFER_FULL -> "no room in the producer's `buffer.memory`";
            case KAFKA_PRODUCER_FAILED -> "the producer failed and is replaced: see the log";
            case KAFKA_OTHER -> "any other error of Kafka";
            case STALLED ->
                "Kafka's producer could not accept it within `stall-timeout`, or before its connection ended";
        };
    }

    private static String meaning(ConnectResult result) {
        return switch (result) {
            case ACCEPTED -> "the client is connected";
            case MALFORMED -> "a CONNECT that the standard does not allow, or an unsupported version";
            case CLIENT_ID_REJECTED -> "no client id, in a version or session that needs one (MQTT 3)";
            case CLIENT_ID_TOO_LONG -> "more than `max-client-id-length`";
            case MAXIMUM_PACKET_SIZE_TOO_SMALL -> "the client's Maximum Packet Size has no room for a CONNACK";
            case BAD_CREDENTIALS -> "a wrong user name, password or token";
            case NOT_AUTHORIZED ->
                "no credentials, or a certificate that has expired or lacks the name that `tls-identity` needs";
            case CLIENT_IDENTIFIER_NOT_VALID -> "`client-id-must-match` does not allow the client id";
            case BAD_AUTHENTICATION_METHOD -> "enhanced authentication (MQTT 5), which the proxy does not offer";
            case SERVER_UNAVAILABLE ->
                "the check of credentials is overloaded (`auth-queue-size`), or there are no" + " token keys";
            case BANNED -> "the address is over `auth-failure-limit`";
            case QUOTA_EXCEEDED -> "more than `max-connections-per-identity`";
            case CONNECTION_RATE_EXCEEDED -> "more than `max-authentication-rate`";
        };
    }
}
