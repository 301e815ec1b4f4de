package io.mqttproxy.routing;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Routes by ordered rules; the first matching rule wins. Immutable, except for the counts of uses and
 * the set of Kafka topics that templates have produced. Thread-safe. To change the rules, create
 * another router.
 */
public final class RuleRouter implements TopicRouter {
    private static final Routing NO_ROUTE = new Routing.Rejected(FailureReason.NO_ROUTE);

    private final List<Route> routes;
    private final FilterTree filters;
    private final List<RegexRoute> regexRoutes;
    private final @Nullable Route defaultRoute;
    private final @Nullable String deadLetterTopic;
    private final TemplatedTopics templatedTopics;

    private record RegexRoute(Route route, RegexFilter filter) {}

    /**
     * The number of publishes that a rule has routed.
     *
     * @param rule the rule as written
     * @param publishes since its counter was created
     */
    public record Usage(RouteConfig rule, long publishes) {}

    /**
     * Creates a router with counters of its own.
     *
     * @throws ConfigException when a rule can never work; the message tells where the rule is written
     */
    public RuleRouter(RoutingConfig config) {
        this(config, rule -> new LongAdder());
    }

    /**
     * Creates a router that counts uses with the caller's counters.
     *
     * @param uses gives each rule its counter of publishes
     * @throws ConfigException when a rule can never work; the message tells where the rule is written
     */
    public RuleRouter(RoutingConfig config, Function<RouteConfig, LongAdder> uses) {
        RouteCompiler compiler = new RouteCompiler(config.headers(), "route");
        routes = new ArrayList<>(config.routes().size());
        regexRoutes = new ArrayList<>();
        for (RouteConfig rule : config.routes()) {
            Route route = compiler.compile(routes.size(), rule, uses.apply(rule));
            routes.add(route);
            if (route.filter() instanceof RegexFilter filter) {
                regexRoutes.add(new RegexRoute(route, filter));
            }
        }
        filters = new FilterTree(routes);
        defaultRoute = defaultRoute(config, uses);
        deadLetterTopic = deadLetterTopic(config);
        templatedTopics = new TemplatedTopics(config.maxTemplatedTopics());
    }

    /**
     * Checks one rule on its own.
     *
     * @throws ConfigException when the rule can never work; the message tells where the rule is
     *     written
     */
    public static void check(RouteConfig rule) {
        new RouteCompiler(HeadersConfig.ALL, "route").compile(0, rule, new LongAdder());
    }

    private static @Nullable Route defaultRoute(RoutingConfig config, Function<RouteConfig, LongAdder> uses) {
        String topic = config.defaultTopic();
        if (topic == null) {
            return null;
        }
        RouteConfig rule = new RouteConfig("#", topic, null, 0, RouteConfig.Retain.STORE, null, "default-topic");
        return new RouteCompiler(config.headers(), "default-topic").compile(FilterTree.NONE, rule, uses.apply(rule));
    }

    private static @Nullable String deadLetterTopic(RoutingConfig config) {
        String topic = config.deadLetterTopic();
        if (topic != null && !KafkaTopicName.isLegal(topic)) {
            throw new ConfigException("dead-letter-topic", "'" + topic + "' is not allowed: " + KafkaTopicName.RULE);
        }
        return topic;
    }

    @Override
    public Routing route(String mqttTopic, Origin origin, Qos qos, boolean retain) {
        Match match = match(mqttTopic, origin, qos, retain);
        return match == null ? NO_ROUTE : match.route().resolve(match, templatedTopics);
    }

    /**
     * Routes like {@link #route} and reports the matching rule, but leaves counts and templated topics
     * unchanged. Allocates; not for the hot path.
     */
    public RouteExplanation explain(String mqttTopic, Origin origin, Qos qos, boolean retain) {
        Match match = match(mqttTopic, origin, qos, retain);
        if (match == null) {
            return new RouteExplanation(null, Map.of(), NO_ROUTE);
        }
        Map<String, String> captures = new LinkedHashMap<>();
        match.route().filter().captures().forEach((name, part) -> captures.put(name, text(part, match)));
        Routing routing = match.route().resolve(match, new TemplatedTopics(1));
        return new RouteExplanation(match.route().config(), Collections.unmodifiableMap(captures), routing);
    }

    private static String text(TemplatePart part, Match match) {
        return new Template(List.of(part)).render(match);
    }

    /**
     * The Kafka topics that do not depend on publications, so that their existence can be checked at
     * start; sorted.
     */
    public Set<String> staticTopics() {
        Set<String> topics = new TreeSet<>();
        routes.forEach(route -> addIfStatic(topics, route));
        if (defaultRoute != null) {
            addIfStatic(topics, defaultRoute);
        }
        if (deadLetterTopic != null) {
            topics.add(deadLetterTopic);
        }
        return Collections.unmodifiableSet(topics);
    }

    /** How often each rule was used, in the order of the rules; the default topic comes last. */
    public List<Usage> usage() {
        Stream<Route> last = defaultRoute == null ? Stream.empty() : Stream.of(defaultRoute);
        return Stream.concat(routes.stream(), last)
                .map(route -> new Usage(route.config(), route.uses().sum()))
                .toList();
    }

    /** The rules that can never be used because of an earlier rule, in their order. Computed on each call. */
    public List<ShadowedRule> shadowed() {
        return ShadowedRule.among(routes);
    }

    private static void addIfStatic(Set<String> topics, Route route) {
        if (route.kafkaTopic().isConstant()) {
            topics.add(route.config().topic());
        }
    }

    private @Nullable Match match(String topic, Origin origin, Qos qos, boolean retain) {
        int best = filters.firstMatch(topic, qos, retain);
        for (RegexRoute candidate : regexRoutes) {
            if (candidate.route.index() > best) {
                break;
            }
            List<String> groups = candidate.route.accepts(qos, retain) ? candidate.filter.groups(topic) : null;
            if (groups != null) {
                return new Match(candidate.route, topic, origin, groups);
            }
        }
        Route route = best == FilterTree.NONE ? defaultRoute : routes.get(best);
        return route == null ? null : new Match(route, topic, origin, List.of());
    }
}
