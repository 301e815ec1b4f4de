package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclFilterTest {
    private static final AclClient CLIENT = new AclClient("sensor-7", "alice");

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b",
        "+, a",
        "+/+, a/b",
        "+/+, /b",
        "a/+, a/",
        "/+, /finance",
        "a/+/c, a/b/c",
        "#, a",
        "#, a/b/c",
        "#, /",
        "a/#, a",
        "a/#, a/",
        "a/#, a/b/c",
        "a/+/#, a/b",
        "$SYS/#, $SYS/broker",
        "$SYS/+, $SYS/broker",
        "dev/%c, dev/sensor-7",
        "dev/%c/#, dev/sensor-7",
        "dev/%c/#, dev/sensor-7/temperature",
        "dev/%u/+, dev/alice/temperature",
        "%u/%c, alice/sensor-7",
        "{username}/{clientid}, alice/sensor-7",
        "dev/x{username}y/z, dev/xalicey/z",
    })
    void aFilterMatchesTheTopic(String filter, String topic) {
        assertTrue(AclFilter.parse(filter, true).matches(topic, CLIENT, false));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a",
        "a/b, a/c",
        "a/b, a/b/",
        "a/b, a/b/c",
        "a/b, a/bc",
        "a/b, A/b",
        "+, a/b",
        "+, /a",
        "a/+, a",
        "a/+/c, a/b/d",
        "a/#, b",
        "a/#, ab",
        "a/+/#, a",
        "#, $SYS/broker",
        "+/broker, $SYS/broker",
        "$SYS/#, SYS/broker",
        "%c/#, $SYS/broker",
        "dev/%c, dev/sensor-8",
        "dev/%c, dev/sensor-7/x",
        "dev/%c, dev/sensor-77",
        "dev/%u, dev/sensor-7",
        "dev/x{username}y, dev/xaliceyy",
        "dev/x{username}y, dev/xbobyyy",
        "dev/x{username}y, dev/xalicez",
        "dev/x{username}y, dev/yalicey",
    })
    void aFilterDoesNotMatchTheTopic(String filter, String topic) {
        assertFalse(AclFilter.parse(filter, true).matches(topic, CLIENT, true));
    }

    @Test
    void outsideOfPatternsMosquittosPlaceholdersAreText() {
        AclFilter filter = AclFilter.parse("dev/%c", false);

        assertTrue(filter.matches("dev/%c", CLIENT, false));
        assertFalse(filter.matches("dev/sensor-7", CLIENT, false));
    }

    @ParameterizedTest
    @CsvSource({"+", "#", "a+", "a/b", "/", "a#b"})
    void anUnsafeNameMatchesOnlyRulesThatDeny(String name) {
        AclFilter filter = AclFilter.parse("dev/%u/#", true);
        AclClient client = new AclClient("sensor-7", name);

        assertFalse(filter.matches("dev/" + name, client, false));
        assertFalse(filter.matches("dev/a/b", client, false));
        assertTrue(filter.matches("dev/a/b", client, true));
        assertFalse(filter.matches("other/a/b", client, true));
    }

    @Test
    void aUserNamePlaceholderNeverMatchesAnAnonymousClient() {
        AclFilter filter = AclFilter.parse("dev/%u", true);

        assertFalse(filter.matches("dev/", new AclClient("sensor-7", null), false));
        assertFalse(filter.matches("dev/", new AclClient("sensor-7", ""), false));
        assertFalse(filter.matches("dev/null", new AclClient("sensor-7", null), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a/#/b          | '#' must be the last level",
                "a/b#           | '#' must be a whole level, as in a/#",
                "a/b+/c         | '+' must be a whole level, as in a/+/b",
                "a/x%c          | %c and %u must be whole levels; write {clientid} and {username} inside of one",
                "a/%u%c         | %c and %u must be whole levels; write {clientid} and {username} inside of one",
                "a/{client}     | unknown placeholder {client}; there are {clientid} and {username}",
                "{username}{clientid} | a level must not have more than one placeholder",
            })
    void aBadFilterSaysWhatIsWrong(String filter, String problem) {
        assertEquals(
                problem,
                assertThrows(IllegalArgumentException.class, () -> AclFilter.parse(filter, true))
                        .getMessage());
    }
}
