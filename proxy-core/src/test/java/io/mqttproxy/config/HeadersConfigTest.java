package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersConfigTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LIST")
    void everyProfileIsReadByItsName(HeadersConfig.Profile profile) {
        assertEquals(profile, HeadersConfig.parse(" " + profile + " ").profile());
    }

    @Test
    void namesWithCommasAreAList() {
        HeadersConfig headers = HeadersConfig.parse("mqtt.topic , site");
        assertEquals(List.of("mqtt.topic", "site"), headers.names());
        assertTrue(headers.writes("mqtt.topic"));
        assertFalse(headers.writes("mqtt.qos"));
        assertTrue(headers.writesUserProperty("site"));
        assertFalse(headers.writesUserProperty("other"));
    }

    @Test
    void aMistypedProfileIsNotAList() {
        String message = message("mininal");
        assertTrue(message.contains("headers: 'mininal' must be all, minimal, none, strimzi, cloudevents"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt.topics", "mqtt.topic,mqtt.user", "mqtt.reject.reason", "mqtt.topic,,site"})
    void headersThatDoNotExistCannotBeListed(String text) {
        assertTrue(message(text).contains("there is no header '"), message(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt.topic,all", "user-properties,None"})
    void aProfileIsNoPartOfAList(String text) {
        assertTrue(message(text).contains("stands alone"), message(text));
    }

    private static String message(String text) {
        return assertThrows(ConfigException.class, () -> HeadersConfig.parse(text))
                .toString();
    }
}
