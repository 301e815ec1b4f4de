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
 * Begins a trace (W3C Trace Context, version 00) for publications that bring none, so that what consumers do with a message
 * of any device can be followed. Safe for all threads.
 */
final class TraceStarter {
    private static final String TRACEPARENT = "traceparent";
    private static final String VERSION = "00-";

    /** Whoever reads the header goes on with the trace: that this one was chosen is what sampled means. */
    private static final String SAMPLED = "-01";

    private final double share;
    private final Supplier<? extends RandomGenerator> random;

    /** @param share of the publications, 0 to 1 */
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

    /** Adds the header where the layout takes it and the publication is chosen. */
    void write(Publication publication, HeadersConfig layout, Headers headers) {
        if (mayBegin()
                && layout.writesUserProperty(TRACEPARENT)
                && bringsNone(publication.properties().userProperties())
                && isChosen()) {
            headers.add(TRACEPARENT, traceparent(random.get()));
        }
    }

    private static boolean bringsNone(List<UserProperty> properties) {
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

    /** All zeros are no id. */
    private static long notZero(RandomGenerator random) {
        long id = random.nextLong();
        return id == 0 ? 1 : id;
    }
}
