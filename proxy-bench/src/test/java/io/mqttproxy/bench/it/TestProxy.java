package io.mqttproxy.bench.it;

import io.mqttproxy.app.RunningProxy;
import io.mqttproxy.app.ServerAssembly;
import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.config.AppSettings;
import io.mqttproxy.app.settings.SettingOptions;
import io.mqttproxy.app.settings.SettingsLoader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The proxy as a user starts it: settings as text go through the product's own reading, checking and wiring. */
final class TestProxy implements AutoCloseable {
    private final RunningProxy proxy;

    private TestProxy(RunningProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts a proxy on a free port of the loopback address.
     *
     * @param options as on the command line, such as {@code --default-topic=telemetry}
     */
    static TestProxy start(String bootstrapServers, String... options) throws IOException {
        CommandSpec command = CommandSpec.create();
        SettingOptions.addTo(command, AppSettings.TABLE);
        // In the environment, so that options of the same name replace them.
        Map<String, String> environment = Map.of(
                "MQTT_PROXY_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "MQTT_PROXY_LISTEN", "mqtt://127.0.0.1:0",
                "MQTT_PROXY_ADMIN_LISTEN", "none");
        AppConfig config = new SettingsLoader(AppSettings.TABLE)
                .load(new CommandLine(command).parseArgs(options), environment)
                .build(AppConfig::from);
        return new TestProxy(ServerAssembly.start(config));
    }

    /** Where it takes connections, in the order of its listeners. */
    List<InetSocketAddress> addresses() {
        return proxy.addresses();
    }

    /** Where the only listener, or the first, takes connections. */
    InetSocketAddress address() {
        return addresses().get(0);
    }

    String host() {
        return address().getAddress().getHostAddress();
    }

    int port() {
        return address().getPort();
    }

    /** What SIGTERM begins. */
    CompletableFuture<Boolean> drain() {
        return proxy.drain();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
