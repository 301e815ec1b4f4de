package io.mqttproxy.bench.load;

import io.mqttproxy.bench.target.TargetProcess;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a load.
 *
 * @param title for reports
 * @param settings for reports: what was asked for
 * @param connectOnly whether devices connect and then say nothing but pings
 * @param warmUp at the beginning of publishing, left out of all results
 * @param drainTimeout for acknowledgements, once nothing new is due
 * @param target the server's process, {@code null} when it is not on this machine or not known
 */
public record LoadPlan(
        String title,
        Map<String, String> settings,
        FleetOptions fleet,
        Schedule schedule,
        Payloads payloads,
        boolean connectOnly,
        Duration warmUp,
        Duration drainTimeout,
        @Nullable TargetProcess target) {}
