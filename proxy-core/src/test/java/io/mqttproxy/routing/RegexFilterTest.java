package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegexFilterTest {

    @Test
    void aHostileTopicTakesLinearTime() {
        RegexFilter filter = RegexFilter.compile("(a+)+b", "test");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertNull(filter.groups("a".repeat(65_535))));
    }

    @Test
    void groupsHaveNumbersAndSomeHaveNames() {
        RegexFilter filter = RegexFilter.compile("(?P<site>\\w+)/(\\d+)", "test");
        assertEquals(Set.of("1", "2", "site"), filter.captures().keySet());
        assertEquals(List.of("berlin", "4"), filter.groups("berlin/4"));
    }

    @Test
    void groupsThatDidNotMatchAreEmpty() {
        assertEquals(List.of("a", ""), RegexFilter.compile("(a)|(b)", "test").groups("a"));
    }
}
