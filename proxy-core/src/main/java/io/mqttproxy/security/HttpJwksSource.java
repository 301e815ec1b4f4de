package io.mqttproxy.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Fetches the key set from a web server. Follows no redirects, because these could lead away from https. */
final class HttpJwksSource implements JwksSource {
    private static final int MAX_BYTES = 1024 * 1024;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration timeout;

    /** @param timeout for the complete answer, up to its last byte */
    HttpJwksSource(URI uri, Duration timeout) {
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.request =
                HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
        this.timeout = timeout;
    }

    @Override
    public String read() throws IOException, InterruptedException {
        Body body = new Body();
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(request, BodyHandlers.ofByteArrayConsumer(body));
        try {
            int status = response.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status != 200) {
                throw new IOException("the server answered with status " + status);
            }
            return body.text();
        } catch (TimeoutException e) {
            throw new IOException("no complete answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            response.cancel(true);
        }
    }

    @Override
    public String toString() {
        return request.uri().toString();
    }

    /** Collects the body, up to {@link #MAX_BYTES}. */
    private static final class Body implements Consumer<Optional<byte[]>> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void accept(Optional<byte[]> chunk) {
            chunk.ifPresent(this::append);
        }

        private void append(byte[] chunk) {
            if (bytes.size() + chunk.length > MAX_BYTES) {
                throw new IllegalStateException("the answer is larger than " + MAX_BYTES + " bytes");
            }
            bytes.writeBytes(chunk);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
