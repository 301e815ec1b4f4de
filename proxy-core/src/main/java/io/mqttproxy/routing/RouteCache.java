package io.mqttproxy.routing;

import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import org.jspecify.annotations.Nullable;

/**
 * Caches the routes of one client. A device usually publishes to a few topics again and again. A
 * device that never repeats a topic pays for a look at {@value #WAYS} entries per publish, and fills
 * the cache with short topics. The cache begins with {@value #WAYS} entries, enough for most devices,
 * and grows once to {@value #MAX_ENTRIES}.
 *
 * <p>Belongs to one connection and is used on its event loop only. Allocates nothing before the first
 * publish.
 */
public final class RouteCache {
    private static final int WAYS = 4;
    private static final int MAX_ENTRIES = 8 * WAYS;
    // Bounds the cache of a connection that publishes only to long topics: some 20 KiB.
    private static final int MAX_TOPIC_LENGTH = 128;

    private final Origin origin;
    private @Nullable TopicRouter router;
    private @Nullable Entry @Nullable [] entries;
    private int misses;

    private record Entry(String topic, Qos qos, boolean retain, Routing routing) {
        boolean isFor(String otherTopic, Qos otherQos, boolean otherRetain) {
            return qos == otherQos && retain == otherRetain && topic.equals(otherTopic);
        }
    }

    public RouteCache(Origin origin) {
        this.origin = origin;
    }

    /**
     * The route of this topic, from the cache or from the router.
     *
     * @param current the router in force; a change of router empties the cache
     */
    public Routing route(TopicRouter current, String topic, Qos qos, boolean retain) {
        if (topic.length() > MAX_TOPIC_LENGTH) {
            return current.route(topic, origin, qos, retain);
        }
        int hash = hash(topic, qos, retain);
        @Nullable Entry[] table = tableFor(current);
        int set = firstSlot(hash, table);
        for (int slot = set; slot < set + WAYS; slot++) {
            Entry entry = table[slot];
            if (entry != null && entry.isFor(topic, qos, retain)) {
                return entry.routing;
            }
        }
        Routing routing = current.route(topic, origin, qos, retain);
        remember(hash, new Entry(topic, qos, retain, routing), table);
        return routing;
    }

    /**
     * Upper bound of the heap bytes that a topic takes for each publish: 0 for a topic short enough to
     * be cached, and thereby shared between publishes.
     */
    public static int uncachedBytes(String topic) {
        // Up to two bytes per character as a string and three as a UTF-8 record header.
        return topic.length() > MAX_TOPIC_LENGTH ? 5 * topic.length() : 0;
    }

    private @Nullable Entry[] tableFor(TopicRouter current) {
        @Nullable Entry[] table = entries;
        if (table == null || router != current) {
            router = current;
            table = newTable(WAYS);
        }
        return table;
    }

    private void remember(int hash, Entry entry, @Nullable Entry[] table) {
        @Nullable Entry[] target = table;
        if (misses == table.length && table.length < MAX_ENTRIES) {
            // The few cached routes are not copied: looking them up again costs less than code to move
            // them.
            target = newTable(MAX_ENTRIES);
        }
        target[firstSlot(hash, target) + (misses++ & WAYS - 1)] = entry;
    }

    private @Nullable Entry[] newTable(int slots) {
        @Nullable Entry[] table = new Entry[slots];
        entries = table;
        misses = 0;
        return table;
    }

    private static int hash(String topic, Qos qos, boolean retain) {
        return topic.hashCode() * 31 + qos.level() * 2 + (retain ? 1 : 0);
    }

    private static int firstSlot(int hash, @Nullable Entry[] table) {
        int sets = table.length / WAYS;
        // Topics of one device differ in few characters; Fibonacci hashing spreads them.
        return (int) (Integer.toUnsignedLong(hash * 0x9E3779B9) * sets >>> Integer.SIZE) * WAYS;
    }
}
