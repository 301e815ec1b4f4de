package io.mqttproxy.bench.micro;

import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import io.mqttproxy.routing.RouteCache;
import io.mqttproxy.routing.RuleRouter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to find the rule of a topic, among few rules and among many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutePath {
    private static final int TOPICS = 1 << 16;

    @Param({"1", "100", "10000"})
    public int rules;

    private final Origin origin = new Origin("device-0042", null);
    private final RouteCache cache = new RouteCache(origin);
    private RuleRouter router = new RuleRouter(RoutingConfig.DEFAULTS);
    private String matching = "";
    private String[] topics = {};
    private int next;

    /** Rules for one plant each; the topics are those of the last plant. */
    @Setup(Level.Trial)
    public void compile() {
        List<RouteConfig> routes = IntStream.range(0, rules)
                .mapToObj(plant -> RouteConfig.of("plant/" + plant + "/{device}/+", "plant-" + plant))
                .toList();
        router = new RuleRouter(RoutingConfig.of(routes, null));
        matching = "plant/" + (rules - 1) + "/device-0042/temperature";
        topics = IntStream.range(0, TOPICS)
                .mapToObj(device -> "plant/" + (rules - 1) + "/device-" + device + "/temperature")
                .toArray(String[]::new);
    }

    /** A topic that this connection has published to before. */
    @Benchmark
    public Routing repeated() {
        return cache.route(router, matching, Qos.AT_LEAST_ONCE, false);
    }

    /** A device that never repeats a topic pays for the cache, too. */
    @Benchmark
    public Routing neverRepeated() {
        return cache.route(router, topics[next++ & TOPICS - 1], Qos.AT_LEAST_ONCE, false);
    }

    /** The rules themselves. */
    @Benchmark
    public Routing matched() {
        return router.route(matching, origin, Qos.AT_LEAST_ONCE, false);
    }

    @Benchmark
    public Routing unmatched() {
        return router.route("elsewhere/1/device-0042/temperature", origin, Qos.AT_LEAST_ONCE, false);
    }
}
