package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Raw;
import io.mqttproxy.app.settings.Syntax;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.kafka.ProducerSettings;
import java.util.Map;

/** {@code KEY=VALUE} of Kafka's own, as far as one property can be checked without the others. */
final class KafkaPropertySyntax implements Syntax<Map.Entry<String, String>> {
    /** Accepted among the properties, although the proxy has a setting of its own for it. */
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    @Override
    public String label() {
        return Syntaxes.PAIR.label();
    }

    @Override
    public Map.Entry<String, String> parse(Raw raw) {
        Map.Entry<String, String> property = Syntaxes.PAIR.parse(raw);
        try {
            check(property.getKey(), property.getValue());
        } catch (ConfigException e) {
            throw Syntaxes.isInFile(raw)
                    ? new ConfigException(e.setting(), "'" + property.getKey() + "' cannot be what its file holds")
                    : e;
        }
        return property;
    }

    @Override
    public String format(Map.Entry<String, String> property) {
        return Syntaxes.PAIR.format(property);
    }

    static void check(String name, String value) {
        if (!name.equals(BOOTSTRAP_SERVERS)) {
            ProducerSettings.checkValue(name, value);
        }
    }
}
