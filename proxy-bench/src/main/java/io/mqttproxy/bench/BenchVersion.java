package io.mqttproxy.bench;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class BenchVersion implements IVersionProvider {
    /** Name and version. */
    public static String text() {
        String version = MqttBench.class.getPackage().getImplementationVersion();
        return "mqtt-bench " + (version == null ? "(not from a jar)" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
