package io.mqttproxy.routing;

import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the routes of one client. Devices publish to few topics again and again; those that never repeat one pay for
 * a look at two slots, and hold on to at most {@value #SLOTS} short topics.
 *
 * <p>Belongs to one connection and is used on its event loop only. An idle connection pays nothing for it.
 */
public final class RouteCache {
    private static final int SLOTS = 64;
    // Bounds what a connection that sends only huge topics keeps in memory.
    private static final int MAX_TOPIC_LENGTH = 256;

    private final Origin origin;
    private @Nullable TopicRouter router;
    private @Nullable Entry @Nullable [] entries;

    private record Entry(String topic, Qos qos, boolean retain, Routing routing) {
        boolean isFor(String otherTopic, Qos otherQos, boolean otherRetain) {
            return qos == otherQos && retain == otherRetain && topic.equals(otherTopic);
        }
    }

    public RouteCache(Origin origin) {
        this.origin = origin;
    }

    /**
     * What the router says of this topic.
     *
     * @param current the router in force; when it is another one than last time, everything remembered is forgotten
     */
    public Routing route(TopicRouter current, String topic, Qos qos, boolean retain) {
        if (topic.length() > MAX_TOPIC_LENGTH) {
            return current.route(topic, origin, qos, retain);
        }
        @Nullable Entry[] table = tableFor(current);
        int slot = slot(topic, qos, retain);
        Entry first = table[slot];
        if (first != null && first.isFor(topic, qos, retain)) {
            return first.routing;
        }
        // Each topic may live in two neighbouring slots; the younger entry stays when a third comes.
        Entry second = table[slot ^ 1];
        if (second == null || !second.isFor(topic, qos, retain)) {
            second = new Entry(topic, qos, retain, current.route(topic, origin, qos, retain));
        }
        table[slot] = second;
        table[slot ^ 1] = first;
        return second.routing;
    }

    private @Nullable Entry[] tableFor(TopicRouter current) {
        @Nullable Entry[] table = entries;
        if (table == null || router != current) {
            table = new Entry[SLOTS];
            entries = table;
            router = current;
        }
        return table;
    }

    private static int slot(String topic, Qos qos, boolean retain) {
        int hash = topic.hashCode() * 31 + qos.level() * 2 + (retain ? 1 : 0);
        // Topics of one device differ in few characters; Fibonacci hashing spreads them.
        return hash * 0x9E3779B9 >>> Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS);
    }
}
