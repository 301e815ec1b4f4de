package io.mqttproxy.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureReasonTest {
    /**
     * The codes of PUBACK and PUBREC that can apply here, and the one of DISCONNECT for a failure that
     * neither has a code for.
     */
    private static final Set<Integer> PERMANENT_CODES = Set.of(0x87, 0x90, 0x97, 0x95);

    private static final Set<Integer> TRANSIENT_CODES = Set.of(0x83, 0x89);

    @ParameterizedTest
    @EnumSource
    void theReasonCodeIsAllowedInItsPacket(FailureReason reason) {
        assertTrue((reason.isPermanent() ? PERMANENT_CODES : TRANSIENT_CODES).contains(reason.reasonCode()));
    }

    @Test
    void kafkasTroubleIsNeverTheDevicesFault() {
        for (FailureReason reason : FailureReason.values()) {
            if (reason.name().startsWith("KAFKA_") || reason == FailureReason.STALLED) {
                assertFalse(reason.isPermanent(), reason::text);
            }
        }
    }

    @Test
    void theTextHasTheFormOfMetricTags() {
        assertEquals("kafka-not-enough-replicas", FailureReason.KAFKA_NOT_ENOUGH_REPLICAS.text());
    }
}
