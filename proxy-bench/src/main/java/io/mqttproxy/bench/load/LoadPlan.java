package io.mqttproxy.bench.load;

import io.mqttproxy.bench.target.Target;
import java.time.Duration;
import java.util.Map;

/**
 * One run of a load.
 *
 * @param title for reports
 * @param settings for reports: what was asked for
 * @param connectOnly whether devices connect and then say nothing but pings
 * @param warmUp at the beginning of publishing, left out of all results
 * @param drainTimeout for acknowledgements, once nothing new is due
 * @param target what to watch of the server
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
        Target target) {}
