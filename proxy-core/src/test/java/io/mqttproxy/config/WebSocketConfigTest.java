package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketConfigTest {

    @Test
    void byDefaultEveryOriginIsAllowed() {
        assertTrue(WebSocketConfig.DEFAULTS.allows("https://anywhere.example"));
        assertTrue(WebSocketConfig.DEFAULTS.allows("null"));
    }

    @Test
    void onlyListedOriginsAreAllowedWhateverTheirCase() {
        WebSocketConfig config = new WebSocketConfig(List.of("https://App.example:8443", "null"), 1024);

        assertTrue(config.allows("HTTPS://app.Example:8443"));
        assertTrue(config.allows("null"));
        assertFalse(config.allows("https://app.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app.example", "https://", "https://app.example/page", "*.example", "", "*, https://a.example"})
    void whatIsNoOriginIsRefusedByName(String origins) {
        List<String> list = Arrays.asList(origins.split(", ", -1));
        ConfigException e = assertThrows(ConfigException.class, () -> new WebSocketConfig(list, 1024));

        assertEquals("ws-origins", e.setting());
    }

    @Test
    void anEmptyListIsRefused() {
        assertThrows(ConfigException.class, () -> new WebSocketConfig(List.of(), 1024));
    }

    @Test
    void aFrameSizeOutOfBoundsIsRefusedByName() {
        ConfigException e = assertThrows(ConfigException.class, () -> new WebSocketConfig(List.of("*"), 100));

        assertEquals("ws-max-frame-size: must be between 1024 and 2147483647, not 100", e.getMessage());
    }
}
