package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import org.junit.jupiter.api.Test;

class RouteCacheTest {
    private final RuleRouter router = Rules.router("never/#=never", "a/#=sure;qos-minimum=1", "#=any;retain=skip");
    private final RouteCache cache = new RouteCache(Rules.PUMP);
    private int asked;
    private final TopicRouter counting = (topic, origin, qos, retain) -> {
        asked++;
        return router.route(topic, origin, qos, retain);
    };

    @Test
    void aTopicIsRoutedOnce() {
        Routing first = route("a/b");
        assertSame(first, route("a/b"));
        assertEquals(1, asked);
        assertEquals("sure pump-7", Rules.text(first));
    }

    @Test
    void routesAreCachedSeparatelyByQosAndRetain() {
        assertEquals("any pump-7", Rules.text(cache.route(counting, "a/b", Qos.AT_MOST_ONCE, false)));
        assertEquals("sure pump-7", Rules.text(cache.route(counting, "a/b", Qos.AT_LEAST_ONCE, false)));
        assertEquals("no-route", Rules.text(cache.route(counting, "a/b", Qos.AT_MOST_ONCE, true)));
    }

    @Test
    void anotherRouterEmptiesTheCache() {
        Routing old = route("a/b");
        assertNotSame(old, cache.route(Rules.router("#=new"), "a/b", Qos.AT_LEAST_ONCE, false));
        assertNotSame(old, route("a/b"));
        assertEquals(2, asked);
    }

    @Test
    void aDozenTopicsInTurnStayCached() {
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 12; i++) {
                route("plant/4/sensor/" + i);
            }
        }
        assertTrue(asked < 24, () -> "asked " + asked + " times");
    }

    @Test
    void topicsThatNeverRepeatAreRoutedCorrectly() {
        for (int i = 0; i < 10_000; i++) {
            assertEquals("any pump-7", Rules.text(route("x/" + i)));
        }
        assertEquals(10_000, asked);
    }

    @Test
    void topicsWithEqualHashCodesAllStayCached() {
        for (int round = 0; round < 10; round++) {
            route("AaAa");
            route("BBBB");
            route("AaBB");
            route("BBAa");
        }
        assertEquals(4, asked);
    }

    @Test
    void longTopicsAreNotCached() {
        String longTopic = "x".repeat(129);
        route(longTopic);
        route(longTopic);
        assertEquals(2, asked);
    }

    private Routing route(String topic) {
        return cache.route(counting, topic, Qos.AT_LEAST_ONCE, false);
    }
}
