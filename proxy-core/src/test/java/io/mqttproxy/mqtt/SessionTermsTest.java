package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times that the proxy grants, given those that the client asks for. */
class SessionTermsTest {
    private static final long FOR_EVER = 0xFFFF_FFFFL;

    @ParameterizedTest
    @CsvSource({"0,0,0,false", "60,0,60,false", "60,60,60,false", "61,60,60,true", "0,60,60,true", "30,60,30,false"})
    void aMaximumKeepAliveIsImposedOnMqtt5(int asked, int maximum, int inForce, boolean imposed) {
        SessionTerms terms = SessionTerms.of(connect(ProtocolVersion.MQTT_5, asked, 0, null), maximum);

        assertEquals(inForce, terms.keepAliveSeconds());
        assertEquals(imposed, terms.keepAliveImposed());
    }

    @Test
    void anMqtt3ClientKeepsItsOwnKeepAliveBecauseItCannotBeTold() {
        SessionTerms terms = SessionTerms.of(connect(ProtocolVersion.MQTT_3_1_1, 600, 0, null), 60);

        assertEquals(600, terms.keepAliveSeconds());
        assertEquals(false, terms.keepAliveImposed());
    }

    @Test
    void withoutAWillNothingOutlivesTheConnection() {
        assertEquals(0, expiry(600, null));
        assertEquals(
                true,
                SessionTerms.of(connect(ProtocolVersion.MQTT_5, 0, 600, null), 0)
                        .sessionExpiryImposed());
        assertEquals(
                false,
                SessionTerms.of(connect(ProtocolVersion.MQTT_5, 0, 0, null), 0).sessionExpiryImposed());
    }

    @Test
    void aSessionLastsAsLongAsItsWillIsDelayedAndNoLongerThanTheClientWants() {
        assertEquals(60, expiry(600, will(60)));
        assertEquals(600, expiry(600, will(6_000)));
        assertEquals(0, expiry(0, will(60)));
        assertEquals(60, expiry(FOR_EVER, will(60)));
    }

    private static long expiry(long asked, @Nullable Will will) {
        return SessionTerms.of(connect(ProtocolVersion.MQTT_5, 0, asked, will), 0)
                .sessionExpirySeconds();
    }

    private static Will will(long delay) {
        return new Will("w", new byte[0], Qos.AT_MOST_ONCE, false, delay, PublishProperties.NONE);
    }

    private static ConnectPacket connect(
            ProtocolVersion version, int keepAlive, long sessionExpiry, @Nullable Will will) {
        return new ConnectPacket(version, "c", true, keepAlive, null, null, will, sessionExpiry, 0, null, List.of());
    }
}
