package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** No library gets into {@code mqtt-proxy.jar} unnoticed: a new one is written down here, on purpose. */
class FatJarContentsIT {
    private static final Path JAR = Path.of("target", "mqtt-proxy.jar");
    private static final List<String> LIBRARIES = List.of(
            "ch/qos/logback/",
            "com/github/luben/zstd/",
            "com/google/re2j/",
            "io/micrometer/",
            "io/mqttproxy/",
            "io/netty/",
            "io/prometheus/metrics/",
            "net/jpountz/",
            "org/HdrHistogram/",
            "org/apache/kafka/",
            "org/bouncycastle/",
            "org/jose4j/",
            "org/jspecify/",
            "org/slf4j/",
            "org/snakeyaml/engine/",
            "org/xerial/snappy/",
            "picocli/");

    @Test
    void everyClassBelongsToAKnownLibrary() throws IOException {
        Set<String> unexpected = new TreeSet<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> LIBRARIES.stream().noneMatch(name::startsWith))
                    .forEach(name -> unexpected.add(name.substring(0, name.lastIndexOf('/') + 1)));
        }
        assertEquals(Set.of(), unexpected);
    }
}
