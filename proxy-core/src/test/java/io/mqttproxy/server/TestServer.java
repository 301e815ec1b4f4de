package io.mqttproxy.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.WebSocketConfig;
import io.mqttproxy.connection.ConnectionRegistry;
import io.mqttproxy.connection.ConnectionServices;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.PublishSink;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.Authorizer;
import io.mqttproxy.security.Identity;
import io.mqttproxy.trace.Traces;
import io.mqttproxy.transport.TransportSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Starts a proxy without Kafka on a free loopback port, which lets everybody in. */
final class TestServer {
    private TestServer() {}

    static ProxyServer start(PublishSink sink, Duration drainTimeout) throws IOException {
        DeliveryConfig defaults = DeliveryConfig.DEFAULTS;
        DeliveryConfig delivery =
                new DeliveryConfig(defaults.onReject(), defaults.stallTimeout(), Duration.ZERO, drainTimeout, 0, null);
        Policy policy = new Policy(
                credentials -> CompletableFuture.completedFuture(new Accepted(Identity.ANONYMOUS)),
                Authorizer.ALLOW_ALL,
                (topic, origin, qos, retain) ->
                        new Destination(topic, topic, origin.clientIdUtf8(), HeadersConfig.ALL));
        ConnectionServices services = new ConnectionServices(
                sink,
                () -> policy,
                null,
                LimitsConfig.DEFAULTS,
                delivery,
                new ConnectionRegistry(),
                new Traces(),
                new ProxyMetrics(new SimpleMeterRegistry()));
        TransportSettings transport = new TransportSettings(
                LimitsConfig.DEFAULTS, WebSocketConfig.DEFAULTS, ProxyProtocolConfig.DEFAULTS, null);
        ProxyServer server =
                new ProxyServer(List.of(ListenerConfig.parse("mqtt://127.0.0.1:0")), 1, transport, services);
        server.listen();
        return server;
    }
}
