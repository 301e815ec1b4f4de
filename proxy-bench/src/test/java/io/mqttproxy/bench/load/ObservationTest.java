package io.mqttproxy.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.target.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private final FleetMeter meter = new FleetMeter();
    private final Observation observation = new Observation(meter, true, Target.UNKNOWN);

    @Test
    void acknowledgementsDuringTheWarmUpDoNotCount() {
        meter.acknowledged(TimeUnit.SECONDS.toNanos(1));
        observation.measure();
        meter.acknowledged(TimeUnit.MILLISECONDS.toNanos(1));
        observation.finish();

        assertEquals(1, observation.window().messages());
        assertEquals(1, observation.measuredMicros().getTotalCount());
        assertEquals(1_000, observation.measuredMicros().getMaxValue());
    }

    @Test
    void noLatencyIsTooLongToBeMeasured() {
        observation.measure();
        meter.acknowledged(TimeUnit.HOURS.toNanos(2));
        observation.finish();

        long micros = observation.measuredMicros().getMaxValue();
        assertTrue(micros >= TimeUnit.HOURS.toMicros(2), () -> micros + " µs");
    }
}
