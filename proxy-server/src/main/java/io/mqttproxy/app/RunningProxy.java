package io.mqttproxy.app;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A proxy that takes connections. */
public interface RunningProxy extends AutoCloseable {
    /** Where it listens, in the order of the settings, with the ports that were picked for port 0. */
    List<InetSocketAddress> addresses();

    /** Stops taking connections and settles what is in flight. Calling it again gives the same stage. */
    CompletionStage<?> drain();

    @Override
    void close();
}
