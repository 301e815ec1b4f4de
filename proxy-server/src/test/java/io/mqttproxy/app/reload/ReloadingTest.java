package io.mqttproxy.app.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.config.ConfigException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReloadingTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeFiles broken = new FakeFiles("broken");
    private final FakeFiles good = new FakeFiles("good");
    private final Reloading reloading = new Reloading(List.of(broken, good), new ReloadMetrics(registry));

    /** Files that change when a test says so. */
    private static final class FakeFiles implements Reloadable {
        private final String name;
        private @Nullable String problem;
        private boolean changed;
        private int taken;

        FakeFiles(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean reloadIfChanged() {
            boolean news = changed;
            if (news || problem != null) {
                reload();
            }
            return news;
        }

        @Override
        public void reload() {
            if (problem != null) {
                throw new ConfigException("acl-file", problem);
            }
            changed = false;
            taken++;
        }
    }

    @AfterEach
    void close() {
        reloading.close();
    }

    @Test
    void whatHasNotChangedIsNotCounted() {
        reloading.poll();
        assertEquals(0, registry.find("mqtt.proxy.config.reloads").counters().size());
        assertEquals(0, failing("broken"));
    }

    @Test
    void aMistakeInOneKindDoesNotHoldUpTheOthers() {
        broken.problem = "line 3";
        good.changed = true;
        reloading.poll();
        assertEquals(1, good.taken);
        assertEquals(1, count("good", "ok"));
        assertEquals(1, failing("broken"));
        assertEquals(0, failing("good"));
    }

    @Test
    void theSameMistakeIsCountedOnce() {
        broken.problem = "line 3";
        reloading.poll();
        reloading.poll();
        assertEquals(1, count("broken", "failed"));
        broken.problem = "line 4";
        reloading.poll();
        assertEquals(2, count("broken", "failed"));
    }

    @Test
    void theMetricFallsWhenTheFileIsRight() {
        broken.problem = "line 3";
        reloading.poll();
        broken.problem = null;
        broken.changed = true;
        reloading.poll();
        assertEquals(0, failing("broken"));
        assertEquals(1, count("broken", "ok"));
    }

    @Test
    void whatCannotBeUsedIsKnownUntilItCan() {
        broken.problem = "line 3\nhere";
        reloading.poll();
        List<FailedReload> failures = reloading.failures();
        assertEquals(1, failures.size());
        assertEquals("broken", failures.get(0).kind());
        assertEquals("acl-file: line 3 here", failures.get(0).problem());

        reloading.reloadAll();
        assertEquals(failures, reloading.failures());
        broken.problem = null;
        broken.changed = true;
        reloading.poll();
        assertEquals(List.of(), reloading.failures());
    }

    @Test
    void whoAsksIsToldOfAKnownMistakeAgain() {
        broken.problem = "line 3";
        reloading.poll();
        reloading.reloadAll();
        assertEquals(2, count("broken", "failed"));
    }

    @Test
    void aRequestReadsWhatHasNotChanged() {
        reloading.reloadAll();
        assertEquals(1, broken.taken);
        assertEquals(1, good.taken);
    }

    private double count(String kind, String result) {
        return registry.get("mqtt.proxy.config.reloads")
                .tags("kind", kind, "result", result)
                .counter()
                .count();
    }

    private double failing(String kind) {
        return registry.get("mqtt.proxy.config.reload.failed")
                .tag("kind", kind)
                .gauge()
                .value();
    }
}
