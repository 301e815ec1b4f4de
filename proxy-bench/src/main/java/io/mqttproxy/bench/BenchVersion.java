package io.mqttproxy.bench;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class BenchVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = MqttBench.class.getPackage().getImplementationVersion();
        return new String[] {"mqtt-bench " + (version == null ? "(not from a jar)" : version)};
    }
}
