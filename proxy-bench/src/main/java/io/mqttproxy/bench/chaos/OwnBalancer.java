package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.relay.TcpRelay;
import java.net.InetSocketAddress;

/** Within this process. */
record OwnBalancer(TcpRelay relay) implements Balancer {
    @Override
    public InetSocketAddress address() {
        return relay.address();
    }

    /** It ends with this process only. */
    @Override
    public void requireRunning() {}

    @Override
    public void close() {
        relay.close();
    }
}
