package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.DeliveryConfig.OnReject;
import java.time.Duration;
import java.util.List;

/** What happens when a publish cannot be stored, and when the proxy stops. */
final class DeliverySettings {
    private static final DeliveryConfig DEFAULTS = DeliveryConfig.DEFAULTS;

    static final Setting<OnReject> ON_REJECT = Setting.of(
            "on-reject",
            Syntaxes.choice(OnReject.class),
            DEFAULTS.onReject(),
            "What an MQTT 3 device gets for a rejected publish: close closes the connection, ack acknowledges although"
                    + " nothing is stored. MQTT 5 devices get a reason code.");

    static final Setting<Duration> STALL_TIMEOUT = Setting.of(
            "stall-timeout",
            Syntaxes.DURATION,
            DEFAULTS.stallTimeout(),
            "How long a publish may wait while Kafka's producer cannot accept it, before its connection is closed without an"
                    + " acknowledgement. 100ms to 1h.");

    static final Setting<Duration> DRAIN_DELAY = Setting.of(
            "drain-delay",
            Syntaxes.DURATION,
            DEFAULTS.drainDelay(),
            "Time between /readyz answering 503 and the listeners closing, so that balancers can notice. Up to 1h.");

    static final Setting<Duration> DRAIN_TIMEOUT = Setting.of(
            "drain-timeout",
            Syntaxes.DURATION,
            DEFAULTS.drainTimeout(),
            "Time between the listeners closing and the last connections being closed, at most. Up to 1h.");

    static final Setting<Integer> DRAIN_RATE = Setting.of(
            "drain-rate",
            Syntaxes.COUNT,
            DEFAULTS.drainRate(),
            "Connections closed per second while draining; 0 spreads them over half the drain-timeout.");

    static final Setting<String> SERVER_REFERENCE = Setting.optional(
            "server-reference",
            Syntaxes.TEXT,
            "Address to which MQTT 5 devices are sent while draining, such as mqtt.example.com:1883: they get DISCONNECT"
                    + " 0x9C with it instead of 0x8B.");

    static final SettingGroup GROUP = new SettingGroup(
            "Delivery", List.of(ON_REJECT, STALL_TIMEOUT, DRAIN_DELAY, DRAIN_TIMEOUT, DRAIN_RATE, SERVER_REFERENCE));

    private DeliverySettings() {}

    static DeliveryConfig read(Values values) {
        return new DeliveryConfig(
                values.get(ON_REJECT),
                values.get(STALL_TIMEOUT),
                values.get(DRAIN_DELAY),
                values.get(DRAIN_TIMEOUT),
                values.get(DRAIN_RATE),
                values.find(SERVER_REFERENCE));
    }
}
