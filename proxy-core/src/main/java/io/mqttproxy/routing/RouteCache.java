package io.mqttproxy.routing;

import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the routes of one client. Devices publish to few topics again and again; those that never repeat one pay for
 * a look at {@value #WAYS} slots, and hold on to as many short topics as there are slots. There are {@value #WAYS} at
 * first, which is all that most devices need, and {@value #MOST} when they were not enough.
 *
 * <p>Belongs to one connection and is used on its event loop only. An idle connection pays nothing for it.
 */
public final class RouteCache {
    private static final int WAYS = 4;
    private static final int MOST = 8 * WAYS;
    // Bounds what a connection that sends only long topics keeps in memory: some 20 KiB.
    private static final int MAX_TOPIC_LENGTH = 128;

    private final Origin origin;
    private @Nullable TopicRouter router;
    private @Nullable Entry @Nullable [] entries;
    private int missesOfTable;

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

    /** Bytes of memory that the topic takes at most for each publish; 0 for one that may be remembered, and then shared. */
    public static int bytesOfItsOwn(String topic) {
        // As text, and as a record header: up to two and three for a character.
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
        @Nullable Entry[] roomy = table;
        if (missesOfTable == table.length && table.length < MOST) {
            // What the small one remembered is asked for once more: that is cheaper than code that moves it.
            roomy = newTable(MOST);
        }
        roomy[firstSlot(hash, roomy) + (missesOfTable++ & WAYS - 1)] = entry;
    }

    private @Nullable Entry[] newTable(int slots) {
        @Nullable Entry[] table = new Entry[slots];
        entries = table;
        missesOfTable = 0;
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
