package io.mqttproxy.bench.demo;

import io.mqttproxy.app.RunningProxy;
import io.mqttproxy.app.ServerAssembly;
import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.config.KafkaOutagePolicy;
import io.mqttproxy.app.config.LogConfig;
import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.KafkaConfig;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.config.WebSocketConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/** The real proxy, with default settings but for addresses and topic. */
final class DemoProxy {
    private DemoProxy() {}

    static RunningProxy start(String host, int port, String bootstrapServers, String topic) throws IOException {
        ProxyConfig proxy = new ProxyConfig(
                List.of(new ListenerConfig(ListenerConfig.Scheme.MQTT, host, port, "", false)),
                new KafkaConfig(bootstrapServers, Map.of()),
                RoutingConfig.of(List.of(), topic),
                LimitsConfig.DEFAULTS,
                DeliveryConfig.DEFAULTS,
                WebSocketConfig.DEFAULTS,
                ProxyProtocolConfig.DEFAULTS,
                null,
                SecurityConfig.DEFAULTS.lettingEverybodyIn());
        LogConfig log = new LogConfig(LogConfig.Format.TEXT, Level.WARN);
        return ServerAssembly.start(
                new AppConfig(proxy, 0, Optional.empty(), KafkaOutagePolicy.READY, log, Duration.ZERO, ""));
    }
}
