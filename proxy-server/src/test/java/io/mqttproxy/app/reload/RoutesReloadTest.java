package io.mqttproxy.app.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttproxy.app.Routes;
import io.mqttproxy.app.YamlConfig;
import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.routing.RuleRouter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RoutesReloadTest {
    private static final String KAFKA = "--kafka-bootstrap-servers=localhost:9092";
    private static final String OLD = "default-topic: old\n";
    private static final String NEW = "max-inflight: 7\nroutes: [{filter: a, topic: new}]\n";

    @TempDir
    private Path directory;

    private final List<RuleRouter> inForce = new ArrayList<>();
    private String yaml = OLD;

    @Test
    void newRulesAreTakenOnceTheFileHasSettled() {
        RoutesReload reload = started();
        assertFalse(reload.reloadIfChanged());
        yaml = NEW;
        assertFalse(reload.reloadIfChanged());
        assertTrue(reload.reloadIfChanged());
        assertFalse(reload.reloadIfChanged());
        assertEquals(1, inForce.size());
        assertEquals("new client-1", Routes.text(inForce.get(0), "a"));
    }

    @Test
    void rulesThatCannotWorkChangeNothing() {
        RoutesReload reload = started();
        yaml = "routes: [{filter: 'a/#/b', topic: new}]\n";
        assertThrows(RuntimeException.class, reload::reloadIfChanged);
        assertThrows(RuntimeException.class, reload::reloadIfChanged);
        assertEquals(List.of(), inForce);
    }

    @Test
    void theOldRulesAreTakenAgainAfterAMistake() {
        RoutesReload reload = started();
        yaml = "no-such-setting: 1\n";
        assertThrows(RuntimeException.class, reload::reloadIfChanged);
        yaml = OLD;
        assertTrue(reload.reloadIfChanged());
        assertEquals("old client-1", Routes.text(inForce.get(0), "a"));
    }

    @Test
    void onRequestRulesAreTakenAtOnce() {
        RoutesReload reload = started();
        yaml = NEW;
        reload.reload();
        assertEquals(1, inForce.size());
        assertFalse(reload.reloadIfChanged());
    }

    @Test
    void otherSettingsWaitForARestart() {
        RoutesReload reload = started();
        yaml = OLD + "max-inflight: 7\n";
        assertFalse(reload.reloadIfChanged());
        assertFalse(reload.reloadIfChanged());
        assertEquals(List.of(), inForce);
    }

    /** Once each, and not when they are again what is in force. */
    @Test
    void otherSettingsAreReportedWhileTheyDiffer() {
        RoutesReload reload = started();
        Logger logger = (Logger) LoggerFactory.getLogger(RoutesReload.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try {
            for (String changed : List.of("max-inflight: 7\n", "max-inflight: 7\n", "max-inflight: 8\n", "")) {
                yaml = OLD + changed;
                reload.reload();
            }
        } finally {
            logger.detachAppender(logged);
        }
        String warning = "Changed, but in force only after a restart: max-inflight";
        assertEquals(
                List.of(warning, warning),
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    private RoutesReload started() {
        return new RoutesReload(config(), this::config, rule -> new LongAdder(), inForce::add);
    }

    private AppConfig config() {
        return YamlConfig.load(directory, yaml, KAFKA);
    }
}
