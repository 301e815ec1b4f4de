package io.mqttproxy.bench.chaos;

import java.net.InetSocketAddress;

/** In front of the proxies. */
interface Balancer extends AutoCloseable {
    /** Where devices connect to. */
    InetSocketAddress address();

    /**
     * Notices when it cannot serve.
     *
     * @throws IllegalStateException when it has ended by itself
     */
    void requireRunning();

    @Override
    void close();
}
