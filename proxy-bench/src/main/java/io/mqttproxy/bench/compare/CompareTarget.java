package io.mqttproxy.bench.compare;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of several that bear the same load.
 *
 * @param address {@code mqtt://host:port}, {@code mqtts://host:port}, or {@code kafka://host:port/topic} for Kafka's own
 *     producer
 * @param pid of its process, {@code null} to look for it by its port
 */
record CompareTarget(String name, String address, @Nullable Long pid) {
    /** Whether this is Kafka's own producer. */
    boolean isProducer() {
        return address.startsWith("kafka://");
    }

    /** Reads {@code NAME=ADDRESS} or {@code NAME=ADDRESS,PID}. */
    static final class Converter implements ITypeConverter<CompareTarget> {
        @Override
        public CompareTarget convert(String text) {
            int equals = text.indexOf('=');
            int comma = text.indexOf(',', equals);
            if (equals < 1) {
                throw new TypeConversionException(
                        "'" + text + "' is not NAME=ADDRESS, such as ours=mqtt://localhost:1883");
            }
            String address = text.substring(equals + 1, comma < 0 ? text.length() : comma);
            if (address.startsWith("kafka://") && address.indexOf('/', "kafka://".length()) < 0) {
                throw new TypeConversionException(
                        "'" + text + "' needs a topic, such as kafka://localhost:9092/baseline");
            }
            return new CompareTarget(text.substring(0, equals), address, comma < 0 ? null : pid(text, comma));
        }

        private static Long pid(String text, int comma) {
            try {
                return Long.valueOf(text.substring(comma + 1));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' must have a process id after the comma");
            }
        }
    }
}
