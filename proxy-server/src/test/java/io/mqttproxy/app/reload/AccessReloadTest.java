package io.mqttproxy.app.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttproxy.config.AuthenticationConfig;
import io.mqttproxy.config.JwtConfig;
import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.security.AccessControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AccessReloadTest {
    @TempDir
    private Path directory;

    @Test
    void aPasswordFileThatHasLostItsUsersIsWarnedOf() throws Exception {
        Path passwords = Files.writeString(directory.resolve("passwords"), "");
        Logger logger = (Logger) LoggerFactory.getLogger(AccessReload.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        AtomicInteger refreshes = new AtomicInteger();
        try (AccessControl access = AccessControl.open(checking(passwords), Duration.ofSeconds(30))) {
            new AccessReload(access, refreshes::incrementAndGet).reload();
        } finally {
            logger.detachAppender(logged);
        }

        assertEquals(1, refreshes.get());
        assertEquals(
                List.of("password-file: " + passwords + " has no users"),
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    private static SecurityConfig checking(Path passwords) {
        return new SecurityConfig(
                false,
                passwords,
                JwtConfig.DISABLED,
                null,
                null,
                null,
                SecurityConfig.DEFAULTS.authOrder(),
                AuthenticationConfig.DEFAULTS);
    }
}
