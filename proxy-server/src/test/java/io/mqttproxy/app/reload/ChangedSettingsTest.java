package io.mqttproxy.app.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedSettingsTest {

    @Test
    void namesWhatHasAnotherValueOrOtherLines() {
        String before = "# all\na: 1  # default\nb: 2  # x.yaml:1\nkafka:\n  k: v  # x.yaml:3\n";
        String after = "# all\na: 1  # x.yaml:1\nb: 3  # x.yaml:2\nkafka:\n  k: w  # x.yaml:4\n";
        assertEquals(Set.of("b", "kafka"), ChangedSettings.between(before, after));
    }

    @Test
    void namesWhatCameAndWhatWent() {
        assertEquals(Set.of("a", "b"), ChangedSettings.between("a: 1\n", "b: 1\n"));
    }
}
