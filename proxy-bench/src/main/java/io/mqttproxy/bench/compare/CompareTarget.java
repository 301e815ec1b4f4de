package io.mqttproxy.bench.compare;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of several targets of the same load.
 *
 * @param address as for {@link io.mqttproxy.bench.load.ServerAddress}, or {@code
 *     kafka://host:port/topic} for Kafka's own producer, with {@code ?headers=none} for records
 *     without headers
 * @param pids of its processes; empty to find a process by its port
 */
record CompareTarget(String name, String address, List<Long> pids) {
    private static final String NO_HEADERS = "?headers=none";

    /** Whether this is Kafka's own producer. */
    boolean isProducer() {
        return address.startsWith("kafka://");
    }

    /** Whether the records of Kafka's own producer have the headers that the proxy would write. */
    boolean hasHeaders() {
        return !address.endsWith(NO_HEADERS);
    }

    /** Reads {@code NAME=ADDRESS} or {@code NAME=ADDRESS,PID,PID}. */
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
            if (address.startsWith("kafka://") && address.contains("?") && !address.endsWith(NO_HEADERS)) {
                throw new TypeConversionException(
                        "'" + text + "' can have " + NO_HEADERS + " behind its topic, or nothing");
            }
            return new CompareTarget(text.substring(0, equals), address, comma < 0 ? List.of() : pids(text, comma));
        }

        private static List<Long> pids(String text, int comma) {
            try {
                return Stream.of(text.substring(comma + 1).split(",", -1))
                        .map(Long::valueOf)
                        .toList();
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' must have process ids after the comma");
            }
        }
    }
}
