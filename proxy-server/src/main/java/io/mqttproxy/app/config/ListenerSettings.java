package io.mqttproxy.app.config;

import static io.mqttproxy.app.settings.Occurrence.REPEATED;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntax;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.IpNetwork;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.WebSocketConfig;
import java.util.List;

/** Where devices connect. */
final class ListenerSettings {
    private static final Syntax<ListenerConfig> LISTENER =
            Syntaxes.text("uri", "a URI such as mqtt://0.0.0.0:1883", ListenerConfig::parse, ListenerConfig::toString);

    static final Setting<ListenerConfig> LISTEN = Setting.of(
                    "listen",
                    LISTENER,
                    ListenerConfig.parse("mqtt://127.0.0.1:1883"),
                    "Address for devices: mqtt://, mqtts://, ws://host:port/mqtt or wss://. Port 0 picks a free one."
                            + " With ?proxy-protocol=required each connection must open with a PROXY protocol header.")
            .occurring(REPEATED);

    static final Setting<Integer> EVENT_LOOPS = Setting.of(
            "event-loops", Syntaxes.COUNT, 0, "Threads that serve connections; 0 for one per core. Up to 1024.");

    static final Setting<String> WS_ORIGINS = new Setting<>(
            "ws-origins",
            "ws-origins",
            Syntaxes.TEXT,
            REPEATED,
            WebSocketConfig.DEFAULTS.origins(),
            "Origins of the web pages that may use ws:// and wss:// listeners, such as https://app.example.com; * for"
                    + " all. Clients without an Origin are always accepted. Paho C and Paho Python send the address that they"
                    + " connect to, such as http://proxy.example.com:9001 or https://proxy.example.com:9001.");

    static final Setting<Integer> WS_MAX_FRAME_SIZE = Setting.of(
            "ws-max-frame-size",
            Syntaxes.SIZE,
            WebSocketConfig.DEFAULTS.maxFrameSize(),
            "Largest WebSocket frame. A frame may hold many packets, and is not kept in memory as a whole. From 1KiB.");

    static final Setting<String> PROXY_PROTOCOL_TRUSTED = new Setting<>(
            "proxy-protocol-trusted",
            "proxy-protocol-trusted",
            Syntaxes.TEXT,
            REPEATED,
            ProxyProtocolConfig.DEFAULTS.trusted().stream()
                    .map(IpNetwork::toString)
                    .toList(),
            "Networks of the balancers whose PROXY protocol headers are believed, such as 10.0.0.0/8.");

    static final SettingGroup GROUP = new SettingGroup(
            "Listeners", List.of(LISTEN, EVENT_LOOPS, WS_ORIGINS, WS_MAX_FRAME_SIZE, PROXY_PROTOCOL_TRUSTED));

    private ListenerSettings() {}

    static WebSocketConfig readWebSocket(Values values) {
        return new WebSocketConfig(values.all(WS_ORIGINS), values.get(WS_MAX_FRAME_SIZE));
    }

    static ProxyProtocolConfig readProxyProtocol(Values values) {
        return ProxyProtocolConfig.parse(values.all(PROXY_PROTOCOL_TRUSTED));
    }
}
