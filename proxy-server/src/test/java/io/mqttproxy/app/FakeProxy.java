package io.mqttproxy.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Remembers what was asked of it. */
final class FakeProxy implements RunningProxy {
    final List<String> calls = new ArrayList<>();
    final CompletableFuture<Boolean> drained = CompletableFuture.completedFuture(true);

    @Override
    public List<InetSocketAddress> addresses() {
        return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 41_883));
    }

    @Override
    public CompletableFuture<Boolean> drain() {
        calls.add("drain");
        return drained;
    }

    @Override
    public void reload() {
        calls.add("reload");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
