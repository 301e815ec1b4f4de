package io.mqttproxy.bench.it;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one broker that all of them share, because its start takes seconds, and a {@link Lab} on it when that is
 * all they need. The broker is closed after the last test of the run, a lab after its test.
 */
final class SharedKafka implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedKafka.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Set.of(EmbeddedKafka.class, Lab.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedKafka kafka = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(EmbeddedKafka.class, key -> EmbeddedKafka.start(), EmbeddedKafka.class);
        if (parameter.getParameter().getType() == EmbeddedKafka.class) {
            return kafka;
        }
        return context.getStore(NAMESPACE).computeIfAbsent(Lab.class, key -> Lab.start(kafka), Lab.class);
    }
}
