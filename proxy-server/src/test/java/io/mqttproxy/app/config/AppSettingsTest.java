package io.mqttproxy.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.app.settings.Raw;
import io.mqttproxy.app.settings.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppSettingsTest {
    private static final List<Setting<?>> SETTINGS = AppSettings.TABLE.settings();

    @Test
    void namesAreUniqueAndInLowerCaseWithDashes() {
        List<String> names = SETTINGS.stream().map(Setting::name).toList();
        assertEquals(names.stream().distinct().toList(), names);
        names.forEach(name -> assertTrue(name.matches("[a-z]+(-[a-z0-9]+)*"), name));
    }

    @Test
    void descriptionsAreSentences() {
        SETTINGS.forEach(setting -> assertTrue(setting.description().endsWith("."), setting.name()));
    }

    @Test
    void defaultsAreWrittenAsTheyAreRead() {
        SETTINGS.forEach(AppSettingsTest::assertDefaultsCanBeRead);
    }

    private static <T> void assertDefaultsCanBeRead(Setting<T> setting) {
        assertEquals(
                setting.defaults(),
                setting.defaultTexts().stream()
                        .map(text -> setting.syntax().parse(new Raw.Text(text, "default")))
                        .toList());
    }
}
