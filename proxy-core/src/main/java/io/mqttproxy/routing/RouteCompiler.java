package io.mqttproxy.routing;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compiles a rule from its written form, and finds everything that is wrong with the rule before the
 * first device connects.
 */
final class RouteCompiler {
    private static final String CONSTANT_PREFIX = "constant:";

    private final HeadersConfig defaultHeaders;
    private final String setting;

    /**
     * @param defaultHeaders the headers for rules that do not name any
     * @param setting the setting that the rules come from, for error messages
     */
    RouteCompiler(HeadersConfig defaultHeaders, String setting) {
        this.defaultHeaders = defaultHeaders;
        this.setting = setting;
    }

    /**
     * Compiles one rule.
     *
     * @param index the rule's position among all rules
     * @param uses counts the publishes that the rule routes
     * @throws ConfigException when the rule can never work; the message tells where the rule is
     *     written
     */
    Route compile(int index, RouteConfig config, LongAdder uses) {
        RouteFilter filter = RouteFilter.parse(config.filter(), config.source());
        for (String reserved : TemplateParser.COMMON.keySet()) {
            if (filter.captures().containsKey(reserved)) {
                throw error(
                        config,
                        "filter '" + config.filter() + "' must not define the placeholder {" + reserved
                                + "}, which has a fixed meaning");
            }
        }
        TemplateParser templates = new TemplateParser(filter, setting, place(config));
        HeadersConfig headers = config.headers();
        return new Route(
                index,
                config,
                filter,
                kafkaTopic(config, filter, templates.parse(config.topic())),
                key(config, templates),
                headers == null ? defaultHeaders : headers,
                uses);
    }

    private Template kafkaTopic(RouteConfig config, RouteFilter filter, Template topic) {
        boolean legal = topic.isConstant() ? KafkaTopicName.isLegal(config.topic()) : literalsAreLegal(topic);
        if (!legal) {
            throw error(config, "'" + config.topic() + "' can never be a Kafka topic: " + KafkaTopicName.RULE);
        }
        if (topic.parts().contains(TemplatePart.WholeTopic.TOPIC) && filter.fewestLevels() > 1) {
            throw error(
                    config,
                    "'" + config.topic() + "' can never be a Kafka topic: '" + config.filter()
                            + "' matches only topics with a '/', and Kafka allows none");
        }
        return topic;
    }

    private static boolean literalsAreLegal(Template topic) {
        StringBuilder literals = new StringBuilder();
        for (TemplatePart part : topic.parts()) {
            if (part instanceof TemplatePart.Literal literal) {
                literals.append(literal.text());
            }
        }
        return literals.length() <= KafkaTopicName.MAX_LENGTH && KafkaTopicName.hasOnlyLegalCharacters(literals);
    }

    private RecordKey key(RouteConfig config, TemplateParser templates) {
        String key = config.key();
        if (key == null || key.equals("clientid") || key.equals("{clientid}")) {
            return RecordKey.ClientId.CLIENT_ID;
        }
        if (key.equals("none")) {
            return RecordKey.None.NONE;
        }
        if (key.startsWith(CONSTANT_PREFIX)) {
            return new RecordKey.Constant(
                    key.substring(CONSTANT_PREFIX.length()).getBytes(StandardCharsets.UTF_8));
        }
        Template template = templates.parse(key.equals("topic") ? "{topic}" : key);
        if (template.isConstant()) {
            throw error(
                    config,
                    "key '" + key + "' is the same for all records, so one partition would take them all;"
                            + " it must be clientid, topic, none or contain a placeholder such as {" + hint(key)
                            + "}, or be written " + CONSTANT_PREFIX + key);
        }
        return new RecordKey.Rendered(template);
    }

    /** The user has most likely forgotten the braces around a placeholder. */
    private static String hint(String key) {
        return key.matches("\\w+") ? key : "clientid";
    }

    private ConfigException error(RouteConfig config, String problem) {
        return new ConfigException(setting, problem + place(config));
    }

    /**
     * Where the rule is written, as the end of a message. Empty for the default topic, which is a
     * setting of its own.
     */
    private String place(RouteConfig config) {
        return config.source().equals(setting) ? "" : " (" + config.source() + ")";
    }
}
