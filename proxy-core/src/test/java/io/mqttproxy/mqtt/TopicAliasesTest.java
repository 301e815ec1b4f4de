package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TopicAliasesTest {
    private final TopicAliases aliases = new TopicAliases(3);

    @Test
    void anAliasStandsForTheTopicThatWasSetLast() {
        aliases.set(1, "a");
        aliases.set(3, "c");
        assertEquals("a", aliases.resolve(1));
        assertEquals("c", aliases.resolve(3));

        aliases.set(1, "b");
        assertEquals("b", aliases.resolve(1));
    }

    @Test
    void anAliasThatWasNeverSetHasNoTopic() {
        assertNull(aliases.resolve(2));
        aliases.set(1, "a");
        assertNull(aliases.resolve(2));
    }

    @Test
    void theMemoryIsThatOfTheTableAndOfEachTopic() {
        TopicAliases many = new TopicAliases(65_535);
        assertEquals(0, many.memoryBytes());

        many.set(1, "a");
        int table = many.memoryBytes();
        assertTrue(table >= 65_535 * 4, () -> table + " bytes");

        for (int alias = 2; alias <= 1_001; alias++) {
            many.set(alias, "a");
        }
        int topics = many.memoryBytes() - table;
        assertTrue(topics >= 1_000 * 40, () -> topics + " bytes");

        many.set(1, "b");
        assertEquals(table + topics, many.memoryBytes());
    }

    @Test
    void onlyOneToTheMaximumIsAllowed() {
        assertFalse(aliases.allows(0));
        assertTrue(aliases.allows(1));
        assertTrue(aliases.allows(3));
        assertFalse(aliases.allows(4));
        assertFalse(new TopicAliases(0).allows(1));
    }
}
