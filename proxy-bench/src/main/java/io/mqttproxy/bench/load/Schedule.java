package io.mqttproxy.bench.load;

import java.time.Duration;

/**
 * When each message of the whole fleet is due, counted from the start. The schedule does not wait for the server: a server
 * that falls behind is measured against what it should have taken (no coordinated omission).
 *
 * @param rate messages per second of all devices together once the ramp is over; 0 for as many as the windows let through
 * @param ramp during which the rate grows evenly from nothing
 * @param duration after which nothing more is due
 * @param messages of which no more are due
 */
public record Schedule(double rate, Duration ramp, Duration duration, long messages) {
    private static final double NANOS = 1e9;

    public Schedule {
        if (rate < 0) {
            throw new IllegalArgumentException("rate: must not be negative");
        }
    }

    /** Whether the next message is due as soon as there is room for it, instead of at a time. */
    public boolean closedLoop() {
        return rate == 0;
    }

    /** How many messages are one device's share of all. */
    long messagesOf(int device, int devices) {
        return messages == Long.MAX_VALUE ? Long.MAX_VALUE : (messages - device + devices - 1) / devices;
    }

    /** Nanoseconds from the start to a message, numbered from 0; never before that of the message before it. */
    public long dueNanos(long message) {
        double rampSeconds = ramp.toNanos() / NANOS;
        double inRamp = rate * rampSeconds / 2;
        double seconds = message < inRamp
                ? Math.sqrt(2 * message * rampSeconds / rate)
                : rampSeconds + (message - inRamp) / rate;
        return (long) (seconds * NANOS);
    }

    /** Whether a message that would be due then is not part of this schedule. */
    public boolean isOver(long message, long dueNanos) {
        return message >= messages || dueNanos >= duration.toNanos();
    }
}
