package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.lab.Waiting;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;

/**
 * Where a proxy is asked too much of.
 *
 * @param server where it takes connections
 * @param webSocketServer where it takes WebSockets
 * @param tls what devices need to speak with {@code tlsServer}
 * @param topic of Kafka, where everything goes
 * @param watch of the proxy
 */
record Stage(
        OverloadPlan plan,
        KafkaProcess kafka,
        InetSocketAddress server,
        InetSocketAddress tlsServer,
        InetSocketAddress webSocketServer,
        SslContext tls,
        String topic,
        Waiting waiting,
        Watch watch) {}
