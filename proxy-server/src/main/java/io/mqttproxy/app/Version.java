package io.mqttproxy.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built, out of what; the build writes it into {@code build.properties}. */
final class Version implements IVersionProvider {
    private final Properties build = new Properties();

    Version() {
        try (InputStream resource = Version.class.getResourceAsStream("build.properties")) {
            build.load(Objects.requireNonNull(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Version and commit: {@code 0.1.0 (commit 1a2b3c4)}. */
    String full() {
        return number() + " (commit " + commit() + ")";
    }

    String number() {
        return build.getProperty("version");
    }

    /** Abbreviated, or {@code unknown} when the build saw no git repository. */
    String commit() {
        return build.getProperty("commit");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "mqtt-proxy " + full(),
            "Java " + System.getProperty("java.version") + " on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch"),
            "Netty " + build.getProperty("netty"),
            "Kafka client " + build.getProperty("kafka")
        };
    }
}
