package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.JwtConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtKeysTest {
    private static final String NO_KEYS = "{\"keys\":[]}";

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong();

    @Test
    void keysComeFromAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), oneKey());

        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            keys.readNow();

            assertEquals("first", keys.current().get(0).getKeyId());
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path file = directory.resolve("missing.json");

        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            ConfigException e = assertThrows(ConfigException.class, keys::readNow);

            assertEquals("jwt-jwks: there is no file '" + file + "'", e.getMessage());
        }
    }

    @Test
    void aFileWithoutKeysIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), NO_KEYS);

        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            ConfigException e = assertThrows(ConfigException.class, keys::readNow);

            assertEquals("jwt-jwks: " + file + " has no key of a supported type", e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"keys\":", "{\"key\":[]}", "-----BEGIN PUBLIC KEY-----"})
    void aFileThatIsNotAKeySetIsNamedAndNotQuoted(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), text);

        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            ConfigException e = assertThrows(ConfigException.class, keys::readNow);

            assertEquals(
                    "jwt-jwks: " + file + " is not a JSON Web Key Set (a JSON object with a list 'keys')",
                    e.getMessage());
        }
    }

    @Test
    void aServerThatCannotBeReadIsNamed() throws Exception {
        try (Server server = new Server(302, NO_KEYS);
                JwtKeys keys = keys(JwksSource.of(config(server.url())))) {
            ConfigException e = assertThrows(ConfigException.class, keys::reload);

            assertEquals(
                    "jwt-jwks: " + server.url() + " cannot be read: the server answered with status 302",
                    e.getMessage());
        }
    }

    @Test
    void keysComeFromAUrl() throws Exception {
        try (Server server = new Server(200, oneKey());
                JwtKeys keys = keys(JwksSource.of(config(server.url())))) {
            keys.start();
            refresh(keys);

            assertEquals("first", keys.current().get(0).getKeyId());
        }
    }

    @Test
    void anAnswerOtherThan200IsRefused() throws Exception {
        try (Server server = new Server(302, NO_KEYS)) {
            IOException e = assertThrows(
                    IOException.class, () -> JwksSource.of(config(server.url())).read());

            assertEquals("the server answered with status 302", e.getMessage());
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        try (Server server = new Server(200, " ".repeat(1024 * 1024 + 1))) {
            IOException e = assertThrows(
                    IOException.class, () -> JwksSource.of(config(server.url())).read());

            assertTrue(
                    String.valueOf(e.getMessage()).contains("the answer is larger than 1048576 bytes"), e.getMessage());
        }
    }

    @Test
    void anAnswerThatStopsInTheMiddleTimesOut() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (Server server = new Server(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(done);
        })) {
            JwksSource source = new HttpJwksSource(URI.create(server.url()), Duration.ofMillis(500));

            IOException e = assertThrows(IOException.class, source::read);

            assertEquals("no complete answer within 500 ms", e.getMessage());
        } finally {
            done.countDown();
        }
    }

    @Test
    void theOldKeysStayInUseWhenTheNewOnesCannotBeRead() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), oneKey());
        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            keys.readNow();
            List<JsonWebKey> old = keys.current();

            Files.writeString(file, "{\"keys\":");
            now.addAndGet(JwtKeys.PAUSE.toNanos());
            refresh(keys);

            assertSame(old, keys.current());
        }
    }

    @Test
    void aChangedFileIsReadOnceItHasStoppedChanging() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), oneKey());
        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            keys.readNow();
            assertFalse(keys.reloadIfChanged());

            Files.writeString(file, TokenIssuer.publish(TokenIssuer.elliptic("the second")));
            assertFalse(keys.reloadIfChanged());
            assertTrue(keys.reloadIfChanged());
            assertEquals("the second", keys.current().get(0).getKeyId());
            assertFalse(keys.reloadIfChanged());
        }
    }

    @Test
    void aFileThatWasReadOnRequestIsNotReadAgain() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), NO_KEYS);
        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            Files.writeString(file, oneKey());
            keys.reload();

            assertFalse(keys.reloadIfChanged());
            assertFalse(keys.reloadIfChanged());
        }
    }

    @Test
    void aChangedFileThatCannotBeReadChangesNothing() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.json"), oneKey());
        try (JwtKeys keys = keys(JwksSource.of(config(file.toString())))) {
            keys.readNow();
            List<JsonWebKey> old = keys.current();

            Files.writeString(file, "{\"keys\":");
            assertFalse(keys.reloadIfChanged());
            assertThrows(ConfigException.class, keys::reloadIfChanged);
            assertFalse(keys.reloadIfChanged());

            assertSame(old, keys.current());
        }
    }

    @Test
    void aRequestedReloadReadsTheKeysEvenRightAfterAnother() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        String oneKey = oneKey();
        try (JwtKeys keys = keys(() -> {
            reads.incrementAndGet();
            return oneKey;
        })) {
            keys.readNow();
            keys.reload();

            assertEquals(2, reads.get());
        }
    }

    @Test
    void afterAFailedReloadTheServerIsAskedAgainLater() throws Exception {
        AtomicBoolean answers = new AtomicBoolean();
        String oneKey = oneKey();
        try (JwtKeys keys = keys(() -> {
            if (answers.get()) {
                return oneKey;
            }
            throw new IOException("no answer");
        })) {
            assertThrows(ConfigException.class, keys::reload);
            answers.set(true);
            assertFalse(keys.reloadIfChanged());

            now.addAndGet(JwtKeys.PAUSE.toNanos());
            assertTrue(keys.reloadIfChanged());
            assertFalse(keys.reloadIfChanged());
        }
    }

    @Test
    void keysAreReadAgainEveryInterval() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        String oneKey = oneKey();
        try (JwtKeys keys = keys(() -> {
            reads.incrementAndGet();
            return oneKey;
        })) {
            keys.readNow();

            now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
            keys.refreshWhenDue();
            assertEquals(1, reads.get());

            now.incrementAndGet();
            keys.refreshWhenDue();
            refresh(keys);
            assertEquals(2, reads.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refresh(JwtKeys keys) throws Exception {
        keys.refresh().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private JwtKeys keys(JwksSource source) {
        return new JwtKeys(source, Duration.ofMinutes(5), now::get);
    }

    private static JwtConfig config(String jwks) {
        return new JwtConfig(jwks, "issuer", List.of(), "sub", "groups", Duration.ofSeconds(60), Duration.ofMinutes(5));
    }

    private static String oneKey() throws Exception {
        return TokenIssuer.publish(TokenIssuer.elliptic("first"));
    }

    /** A server that gives the same answer to every request. */
    private static final class Server implements AutoCloseable {
        private final ExecutorService executor = Executors.newSingleThreadExecutor();
        private final HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

        Server(HttpHandler handler) throws IOException {
            http.setExecutor(executor);
            http.createContext("/", handler);
            http.start();
        }

        Server(int status, String body) throws IOException {
            this(exchange -> {
                exchange.getResponseHeaders().add("Location", "http://other.example/");
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
        }

        String url() {
            return "http://127.0.0.1:" + http.getAddress().getPort() + "/keys";
        }

        @Override
        public void close() {
            http.stop(0);
            executor.shutdownNow();
        }
    }
}
