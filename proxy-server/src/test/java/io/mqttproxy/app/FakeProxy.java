package io.mqttproxy.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Remembers what was asked of it. */
final class FakeProxy implements RunningProxy {
    final List<String> calls = new ArrayList<>();
    final CompletableFuture<String> stopRequest = new CompletableFuture<>();
    private final CompletableFuture<Boolean> drained;

    FakeProxy() {
        this(true);
    }

    /** @param inOrder whether all connections end within {@code drain-timeout} */
    FakeProxy(boolean inOrder) {
        drained = CompletableFuture.completedFuture(inOrder);
    }

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
    public CompletableFuture<String> stopRequest() {
        return stopRequest;
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
