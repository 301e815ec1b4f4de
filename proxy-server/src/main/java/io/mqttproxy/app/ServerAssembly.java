package io.mqttproxy.app;

/** The only place that wires. */
final class ServerAssembly {
    private ServerAssembly() {}

    static RunningProxy start(LoadedConfig loaded) {
        throw new UnsupportedOperationException("proxy-core's ProxyServer is connected here");
    }
}
