package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.MqttVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 3.1.1} or {@code 5}. */
final class VersionConverter implements ITypeConverter<MqttVersion> {
    @Override
    public MqttVersion convert(String text) {
        for (MqttVersion version : MqttVersion.values()) {
            if (version.toString().equals(text)) {
                return version;
            }
        }
        throw new TypeConversionException("'" + text + "' is not 3.1.1 or 5");
    }
}
