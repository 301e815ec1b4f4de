package io.mqttproxy.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void escapesWhatJsonReserves() {
        assertEquals("\"a\\\"b\\\\c\\nd\\u0009ä€\"", JsonText.quoted("a\"b\\c\nd\tä€"));
    }
}
