package io.mqttproxy.routing;

import io.mqttproxy.config.ConfigException;
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
import org.jspecify.annotations.Nullable;

/**
 * Routes by ordered rules of which the first that matches wins. Immutable but for the count of templated topics; safe for
 * all threads. To change rules, build another one.
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

    /** @throws ConfigException when a rule can never work; the message says where the rule stands */
    public RuleRouter(RoutingConfig config) {
        RouteCompiler compiler = new RouteCompiler(config.headers(), "route");
        routes = new ArrayList<>(config.routes().size());
        regexRoutes = new ArrayList<>();
        for (RouteConfig rule : config.routes()) {
            Route route = compiler.compile(routes.size(), rule);
            routes.add(route);
            if (route.filter() instanceof RegexFilter filter) {
                regexRoutes.add(new RegexRoute(route, filter));
            }
        }
        filters = new FilterTree(routes);
        defaultRoute = defaultRoute(config);
        deadLetterTopic = deadLetterTopic(config);
        templatedTopics = new TemplatedTopics(config.maxTemplatedTopics());
    }

    private static @Nullable Route defaultRoute(RoutingConfig config) {
        String topic = config.defaultTopic();
        if (topic == null) {
            return null;
        }
        RouteConfig rule = new RouteConfig("#", topic, null, 0, RouteConfig.Retain.STORE, null, "default-topic");
        return new RouteCompiler(config.headers(), "default-topic").compile(FilterTree.NONE, rule);
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

    /** Routes as {@link #route} does and tells why, but leaves no trace behind. Not for the hot path. */
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

    /** The Kafka topics that are known before the first publication, so that a start can look for them; sorted. */
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
