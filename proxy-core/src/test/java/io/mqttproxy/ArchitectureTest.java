package io.mqttproxy;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the sources against the laws of {@code docs/architecture.md}. */
class ArchitectureTest {
    private static final String ROOT = "io.mqttproxy.";

    /** Which other packages of proxy-core each package may use; a package that is not listed uses none. */
    private static final Map<String, Set<String>> DEPENDENCIES = Map.ofEntries(
            entry("config", Set.of()),
            entry("threads", Set.of()),
            entry("publish", Set.of("config")),
            entry("routing", Set.of("config", "publish")),
            entry("security", Set.of("config", "threads")),
            entry("transport", Set.of("config")),
            entry("mqtt", Set.of("publish", "security")),
            entry("metrics", Set.of("publish", "mqtt")),
            entry("trace", Set.of("publish", "mqtt")),
            entry("kafka", Set.of("config", "publish", "metrics", "threads")),
            entry(
                    "connection",
                    Set.of("config", "publish", "routing", "security", "transport", "mqtt", "metrics", "trace")),
            entry("server", Set.of("config", "security", "transport", "mqtt", "metrics", "connection", "threads")));

    private static final List<SourceFile> CORE = SourceFile.ofModule(Path.of(""));

    /** All modules except proxy-bench, which starts brokers and proxies side by side. */
    private static final List<SourceFile> PRODUCT = Stream.of("proxy-core", "proxy-server")
            .flatMap(module -> SourceFile.ofModule(Path.of("..", module)).stream())
            .toList();

    @Test
    void theSourcesAreFound() {
        assertTrue(CORE.size() > 100, () -> CORE.size() + " files");
        assertTrue(PRODUCT.size() > CORE.size());
    }

    @Test
    void noFileImportsBothNettyAndKafka() {
        assertNone(PRODUCT, file -> file.importsFrom("io.netty") && file.importsFrom("org.apache.kafka"));
    }

    @Test
    void onlyThePackageKafkaImportsKafka() {
        assertNone(CORE, file -> file.importsFrom("org.apache.kafka") && !isIn(file, "kafka"));
    }

    @Test
    void thePackagePublishImportsNeither() {
        assertNone(CORE, file -> isIn(file, "publish") && (file.importsFrom("io.netty") || knowsKafka(file)));
        assertNone(CORE, file -> isIn(file, "routing") && (file.importsFrom("io.netty") || knowsKafka(file)));
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        for (SourceFile file : CORE) {
            Set<String> allowed = new TreeSet<>(DEPENDENCIES.getOrDefault(packageOf(file), Set.of()));
            allowed.add(packageOf(file));
            for (String imported : file.imports()) {
                if (imported.startsWith(ROOT)) {
                    String used = imported.substring(ROOT.length()).split("\\.", -1)[0];
                    assertTrue(allowed.contains(used), () -> file + " uses " + used + ", may use " + allowed);
                }
            }
        }
    }

    @Test
    void everyPackageIsPartOfTheOrder() {
        Set<String> packages = new TreeSet<>();
        CORE.forEach(file -> packages.add(packageOf(file)));

        assertEquals(new TreeSet<>(DEPENDENCIES.keySet()), packages);
    }

    /**
     * The registry is shared because it finds connections on all event loops. The table of event loops
     * is shared because each event loop looks itself up when it accepts its first connection. All
     * other state of a connection belongs to its event loop.
     */
    @Test
    void aConnectionNeedsNoLocks() {
        Set<String> shared = Set.of("ConnectionRegistry.java", "MqttTail.java");
        String concurrency = "\\b(synchronized|volatile|Concurrent\\w+|java\\.util\\.concurrent\\.(atomic|locks)\\b)";

        assertNone(
                CORE, file -> isIn(file, "connection") && !shared.contains(file.name()) && file.contains(concurrency));
    }

    /** The end of an event delivers held packets: a state would get the next event in the middle of its own. */
    @Test
    void noStateEndsAnEvent() {
        Set<String> callers = Set.of(
                "Connection.java",
                "ConnectionHandler.java",
                "ConnectionLoop.java",
                "HandOver.java",
                "StalledPublishes.java");
        String endsAnEvent = "\\.(endOfEvent|progressed|tryAgain)\\(|\\bturn\\.release\\(|handOver\\(\\)\\.begin\\(";

        assertNone(
                CORE, file -> isIn(file, "connection") && !callers.contains(file.name()) && file.contains(endsAnEvent));
    }

    @Test
    void onlyTheReadGateTurnsReadingOnAndOff() {
        assertNone(
                CORE, file -> file.contains("\\bsetAutoRead\\b") && !file.name().equals("ReadGate.java"));
    }

    @Test
    void theLibraryDoesNotWriteToTheConsole() {
        assertNone(CORE, file -> file.contains("\\bSystem\\.(out|err)\\b|\\bprintStackTrace\\b"));
    }

    @Test
    void theLibraryDoesNotSleep() {
        assertNone(CORE, file -> file.contains("\\bThread\\.sleep\\b"));
    }

    @Test
    void theLawsSeeCodeAndNotComments() {
        SourceFile file = SourceFile.of("X.java", """
                package io.mqttproxy.connection;
                // import org.apache.kafka.Comment;
                import static io.netty.util.Static.method;
                /* volatile */ class X { // Thread.sleep
                }
                """);

        assertEquals(List.of("io.netty.util.Static.method"), file.imports());
        assertTrue(file.importsFrom("io.netty"));
        assertFalse(file.importsFrom("org.apache.kafka"));
        assertFalse(file.contains("volatile|sleep"));
        assertTrue(isIn(file, "connection"));
    }

    private static boolean knowsKafka(SourceFile file) {
        return file.importsFrom("org.apache.kafka");
    }

    private static boolean isIn(SourceFile file, String corePackage) {
        return packageOf(file).equals(corePackage);
    }

    private static String packageOf(SourceFile file) {
        return file.packageName().substring(ROOT.length());
    }

    private static void assertNone(List<SourceFile> files, Predicate<SourceFile> offends) {
        assertEquals(List.of(), files.stream().filter(offends).toList());
    }
}
