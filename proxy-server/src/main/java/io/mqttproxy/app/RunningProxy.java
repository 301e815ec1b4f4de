package io.mqttproxy.app;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A proxy that takes connections. */
public interface RunningProxy extends AutoCloseable {
    /** Where it listens, in the order of the settings, with the ports that were picked for port 0. */
    List<InetSocketAddress> addresses();

    /**
     * Stops taking connections and ends those that are open as soon as what is in flight is settled. Returns at once; says
     * in the end whether all of them ended in order. Calling it again gives the same future.
     */
    CompletableFuture<Boolean> drain();

    /** Completes with a reason when the proxy itself was asked to stop, as a signal may ask its process. */
    CompletableFuture<String> stopRequest();

    /** Reads rules, access and TLS files again, soon; what cannot be used is logged and changes nothing. */
    void reload();

    @Override
    void close();
}
