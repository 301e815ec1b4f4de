package io.mqttproxy.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.UserProperty;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.header.Headers;

/**
 * Begins a trace (W3C Trace Context, version 00) for publications that have none, so that consumers
 * can follow what happens to a message of any device. Thread-safe.
 */
final class TraceStarter {
    private static final String TRACEPARENT = "traceparent";
    private static final String VERSION = "00-";

    /** The flag "sampled": it asks everybody who reads the header to record the trace too. */
    private static final String SAMPLED = "-01";

    private final double share;
    private final Supplier<? extends RandomGenerator> random;

    /** @param share the share of publications for which a trace is begun, 0 to 1 */
    TraceStarter(double share) {
        this(share, ThreadLocalRandom::current);
    }

    TraceStarter(double share, Supplier<? extends RandomGenerator> random) {
        this.share = share;
        this.random = random;
    }

    /** Whether any publication may begin a trace. */
    boolean mayBegin() {
        return share > 0;
    }

    /** Adds the header if the layout allows it, the publication has no trace, and it is chosen by chance. */
    void write(Publication publication, HeadersConfig layout, Headers headers) {
        if (mayBegin()
                && layout.writesUserProperty(TRACEPARENT)
                && hasNoTrace(publication.properties().userProperties())
                && isChosen()) {
            headers.add(TRACEPARENT, traceparent(random.get()));
        }
    }

    private static boolean hasNoTrace(List<UserProperty> properties) {
        for (UserProperty property : properties) {
            if (property.name().equals(TRACEPARENT)) {
                return false;
            }
        }
        return true;
    }

    private boolean isChosen() {
        return share == 1 || random.get().nextDouble() < share;
    }

    private static byte[] traceparent(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        String traceId = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(notZero(random));
        String parentId = hex.toHexDigits(notZero(random));
        return (VERSION + traceId + "-" + parentId + SAMPLED).getBytes(US_ASCII);
    }

    /** All zeros are not a valid id. */
    private static long notZero(RandomGenerator random) {
        long id = random.nextLong();
        return id == 0 ? 1 : id;
    }
}
