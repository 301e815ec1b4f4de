package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardPatternTest {
    @ParameterizedTest
    @CsvSource({
        "pump, pump, true",
        "pump, pumps, false",
        "pump, apump, false",
        "*, anything, true",
        "*, '', true",
        "pump-*, pump-, true",
        "pump-*, pump-7, true",
        "pump-*, pump, false",
        "*-7, pump-7, true",
        "*-7, pump-77, false",
        "a*b*c, abc, true",
        "a*b*c, a1b2c, true",
        "a*b*c, a1c2b, false",
        "a*b*c, acb, false",
        "a*b*b, ab, false",
        "aba*aba, aba, false",
        "aba*aba, ababa, false",
        "a**b, ab, true",
    })
    void aStarMatchesAnyCharacters(String pattern, String text, boolean matches) {
        assertEquals(matches, WildcardPattern.parse(pattern).matches(text));
    }

    @Test
    void aStarInAValueMatchesOnlyItself() {
        WildcardPattern pattern = WildcardPattern.parse("{username}-*").with("{username}", "*");

        assertTrue(pattern.matches("*-7"));
        assertFalse(pattern.matches("alice-7"));
    }

    @Test
    void containsFindsAPlaceholder() {
        assertTrue(WildcardPattern.parse("*-{username}").contains("{username}"));
        assertFalse(WildcardPattern.parse("*-user").contains("{username}"));
    }
}
