package io.mqttproxy.app.admin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mqttproxy.app.admin.Response.Bytes;
import io.mqttproxy.app.admin.Response.Stream;
import io.mqttproxy.threads.DaemonThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves operators on an address of their own, with threads of its own: nothing that happens here can slow a device
 * down. The JDK's server, which is enough for a few small pages.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);
    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

    private final HttpServer server;
    private final ExecutorService threads = threads();
    private final Map<String, Endpoint> endpoints;
    private final WriteDeadline deadline;
    private final Runnable onClose;

    private AdminServer(HttpServer server, Map<String, Endpoint> endpoints, Duration writeLimit, Runnable onClose) {
        this.server = server;
        this.endpoints = endpoints;
        this.deadline = new WriteDeadline(writeLimit);
        this.onClose = onClose;
    }

    /**
     * Serves from the moment this returns.
     *
     * @param address port 0 picks a free one
     * @throws IOException when the address cannot be bound
     */
    public static AdminServer start(InetSocketAddress address, AdminContext context) throws IOException {
        StatusHistory history = new StatusHistory(context.registry(), context.storeLatency());
        AdminServer admin = start(address, AdminEndpoints.of(context, history), WRITE_LIMIT, history::close);
        history.start();
        return admin;
    }

    /** @param writeLimit for a response that is no stream */
    static AdminServer start(
            InetSocketAddress address, Map<String, Endpoint> endpoints, Duration writeLimit, Runnable onClose)
            throws IOException {
        HttpServerLimits.apply();
        HttpServer server = bind(address);
        AdminServer admin = new AdminServer(server, endpoints, writeLimit, onClose);
        server.setExecutor(admin.threads);
        server.createContext("/", admin::handle);
        server.start();
        return admin;
    }

    /** With the port that was picked for port 0. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        deadline.close();
        onClose.run();
    }

    /** One for each connection that there may be, so that those who read slowly do not keep probes waiting. */
    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                HttpServerLimits.CONNECTIONS,
                HttpServerLimits.CONNECTIONS,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.numbered("admin"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static HttpServer bind(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(address.getHostString(), address.getPort()), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "admin-listen: cannot bind " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            LOG.debug("Admin request from {} not answered: {}", exchange.getRemoteAddress(), e.toString());
        }
    }

    private Response answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        Endpoint endpoint = endpoints.get(path);
        if (endpoint == null) {
            return Response.status(404, "there is nothing here; try " + String.join(" ", endpoints.keySet()));
        }
        if (!endpoint.methods().contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", endpoint.methods()));
            return Response.status(405, "this takes " + String.join(" or ", endpoint.methods()));
        }
        try {
            return endpoint.answer().to(new Request(exchange.getRequestURI(), exchange.getRequestHeaders()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Admin request {} failed", path, e);
            return Response.status(500, "failed; the log says why");
        }
    }

    private void send(HttpExchange exchange, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        headers.set("Content-Security-Policy", response.contentSecurityPolicy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        if (response.body() instanceof Bytes bytes) {
            deadline.guard(() -> send(exchange, response.status(), bytes.content()));
        } else if (response.body() instanceof Stream stream) {
            send(exchange, response.status(), stream);
        }
    }

    private static void send(HttpExchange exchange, int status, Stream stream) throws IOException {
        try {
            exchange.sendResponseHeaders(status, 0);
            stream.writer().writeTo(exchange.getResponseBody());
        } finally {
            stream.end().run();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
        }
    }
}
