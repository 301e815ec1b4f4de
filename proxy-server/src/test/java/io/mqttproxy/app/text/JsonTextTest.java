package io.mqttproxy.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void aDocumentIsMadeOfWhatJavaHas() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", "a\"b");
        document.put("list", List.of(1, 2.5, 3.0, true));
        document.put("rounded", 1 / 3.0);
        document.put("unknown", Double.NaN);
        document.put("absent", null);
        assertEquals(
                "{\"text\":\"a\\\"b\",\"list\":[1,2.5,3,true],\"rounded\":0.333,\"unknown\":null,\"absent\":null}",
                JsonText.of(document));
    }

    @Test
    void escapesWhatJsonReserves() {
        assertEquals("\"a\\\"b\\\\c\\nd\\u0009ä€\"", JsonText.quoted("a\"b\\c\nd\tä€"));
    }
}
