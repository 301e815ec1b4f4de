package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code mqtt-proxy.jar} as users do: as a process. */
@Timeout(120)
class FatJarIT {
    private static final Path JAR = Path.of("target", "mqtt-proxy.jar").toAbsolutePath();

    @TempDir
    private Path directory;

    private record Result(int exitCode, String out, String err) {}

    @Test
    void versionNamesVersionAndCommit() throws Exception {
        Result result = run("--version");
        assertEquals(0, result.exitCode());
        assertTrue(
                result.out().matches("(?s)mqtt-proxy \\d\\S* \\(commit [0-9a-z]+\\)\\R.*Netty 4\\..*"), result.out());
        assertEquals("", result.err());
    }

    @Test
    void helpGoesToStandardOutput() throws Exception {
        Result result = run("--help");
        assertEquals(0, result.exitCode());
        assertTrue(result.out().startsWith("Usage: mqtt-proxy [OPTIONS] [COMMAND]"), result.out());
        assertEquals("", result.err());
    }

    @Test
    void anUnknownOptionExitsWithTwoAndNamesTheNearest() throws Exception {
        Result result = run("--lisen", "mqtt://127.0.0.1:0");
        assertEquals(
                new Result(
                        2,
                        "",
                        "mqtt-proxy: --lisen is no option; did you mean --listen? (mqtt-proxy --help lists all)\n"),
                result);
    }

    @Test
    void checkReadsAYamlFile() throws Exception {
        Path good = Files.writeString(directory.resolve("good.yaml"), "kafka-bootstrap-servers: localhost:9092\n");
        assertEquals(new Result(0, "The configuration is valid.\n", ""), run("check", "--config", good.toString()));
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "kafka-bootstrap-server: localhost:9092\n");
        assertEquals(
                new Result(
                        2,
                        "",
                        "mqtt-proxy: " + bad
                                + ":1:1: 'kafka-bootstrap-server' is no setting; did you mean kafka-bootstrap-servers?\n"),
                run("check", "--config", bad.toString()));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
    void sigtermEndsAServingProxyWithZero() throws Exception {
        Process process = startServing();
        try (BufferedReader out = process.inputReader()) {
            assertNotNull(lineWith("Listening on mqtt://127.0.0.1:", out));
            process.toHandle().destroy();
            out.lines().forEach(rest -> {});
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGHUP")
    void sighupDuringTheStartReadsFilesAgainAfterIt() throws Exception {
        Process process = startServing();
        try (BufferedReader out = process.inputReader()) {
            assertNotNull(lineWith("Transport: ", out));
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                            .start()
                            .waitFor());
            assertNotNull(lineWith("Listening on mqtt://127.0.0.1:", out));
            assertNotNull(lineWith("Reloaded: ", out));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStartWarnsOfRulesThatAreNeverUsedAndCertificatesThatHaveExpired() throws Exception {
        String files = "src/test/resources/io/mqttproxy/app/";
        Process process = startServing(
                "--route=plant/#=all",
                "--route=plant/+=lines",
                "--listen=mqtts://127.0.0.1:0",
                "--tls-cert=" + files + "expired.crt",
                "--tls-key=" + files + "server.key");
        try (BufferedReader out = process.inputReader()) {
            String rule = lineWith("'plant/+' (--route) is never used", out);
            assertTrue(rule != null && rule.contains("WARN"), rule);
            String certificate = lineWith("expired.crt expired on 2020-01-02T00:00:00Z", out);
            assertTrue(certificate != null && certificate.contains("WARN"), certificate);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStartWarnsOfAHeapThatIsTooSmallForTheSettings() throws Exception {
        Process process = startServing();
        try (BufferedReader out = process.inputReader()) {
            String warning = lineWith("-Xmx: the heap of ", out);
            assertTrue(warning != null && warning.contains("WARN"), warning);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process startServing(String... options) throws IOException {
        return start(Stream.concat(
                        Stream.of(
                                "--listen=mqtt://127.0.0.1:0",
                                "--kafka-bootstrap-servers=localhost:9",
                                "--admin-listen=none"),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    /** The next line that contains this; {@code null} when the process ends without one. */
    private static @Nullable String lineWith(String text, BufferedReader out) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(text)) {
            line = out.readLine();
        }
        return line;
    }

    @Test
    void theManifestSaysWhatItIs() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertEquals("io.mqttproxy.app.Main", manifest.getValue(Attributes.Name.MAIN_CLASS));
            assertEquals("true", manifest.getValue(Attributes.Name.MULTI_RELEASE));
            assertTrue(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION).matches("\\d.*"));
            assertTrue(manifest.getValue("Implementation-Commit").matches("[0-9a-z]+"));
        }
    }

    @Test
    void theJarHoldsLicencesAndNativesAndNoSignatures() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(JarEntry::getName).toList();
            assertTrue(names.containsAll(List.of(
                    "META-INF/LICENSE",
                    "META-INF/NOTICE.txt",
                    "META-INF/THIRD-PARTY.txt",
                    "META-INF/native/libnetty_transport_native_epoll_x86_64.so",
                    "META-INF/native/libnetty_transport_native_epoll_aarch_64.so")));
            assertFalse(
                    names.stream().anyMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)|.*module-info.class")));
            assertEquals(names.stream().distinct().toList(), names);
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MQTT_PROXY_"));
        return builder.start();
    }

    /** What these commands print fits into the pipes, so reading one after the other does not block. */
    private static Result run(String... arguments) throws Exception {
        Process process = start(arguments);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }
}
