package io.mqttproxy.app.reload;

import java.time.Instant;

/**
 * Changed files that cannot be used, so that what was in force stays.
 *
 * @param kind as in logs and metrics
 * @param since when the problem was first met
 * @param problem one line, free of secrets
 */
public record FailedReload(String kind, Instant since, String problem) {}
