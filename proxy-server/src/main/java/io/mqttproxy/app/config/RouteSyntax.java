package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.BadValueException;
import io.mqttproxy.app.settings.Raw;
import io.mqttproxy.app.settings.Syntax;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RouteConfig.Retain;
import io.mqttproxy.routing.RuleRouter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A routing rule: one line of text, or in YAML an object of the same parts. */
final class RouteSyntax implements Syntax<RouteConfig> {
    private static final List<String> FIELDS = List.of("filter", "topic", "key", "qos-minimum", "retain", "headers");

    @Override
    public String label() {
        return "filter=topic";
    }

    @Override
    public RouteConfig parse(Raw raw) {
        RouteConfig route = raw instanceof Raw.Fields object
                ? fromFields(object)
                : RouteConfig.parse(Syntaxes.TEXT.parse(raw), raw.source());
        RuleRouter.check(route);
        return route;
    }

    @Override
    public String format(RouteConfig route) {
        throw new UnsupportedOperationException("no rule is a default");
    }

    private static RouteConfig fromFields(Raw.Fields object) {
        Map<String, Raw.Text> fields = object.fields();
        for (String name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                throw new BadValueException("a rule has no '" + name + "', only " + String.join(", ", FIELDS));
            }
        }
        String headers = field(fields, "headers", Syntaxes.TEXT);
        Integer qosMinimum = field(fields, "qos-minimum", Syntaxes.COUNT);
        Retain retain = field(fields, "retain", Syntaxes.choice(Retain.class));
        return new RouteConfig(
                required(fields, "filter"),
                required(fields, "topic"),
                field(fields, "key", Syntaxes.TEXT),
                qosMinimum == null ? 0 : qosMinimum,
                retain == null ? Retain.STORE : retain,
                headers == null ? null : HeadersConfig.parse(headers),
                object.source());
    }

    private static String required(Map<String, Raw.Text> fields, String name) {
        String value = field(fields, name, Syntaxes.TEXT);
        if (value == null) {
            throw new BadValueException("a rule needs a '" + name + "'");
        }
        return value;
    }

    private static <T> @Nullable T field(Map<String, Raw.Text> fields, String name, Syntax<T> syntax) {
        Raw.Text text = fields.get(name);
        return text == null ? null : syntax.parse(text);
    }
}
