package io.mqttproxy.app.config;

import static io.mqttproxy.app.settings.Occurrence.REPEATED;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.mqttproxy.config.TlsConfig.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The certificates of {@code mqtts://} and {@code wss://} listeners, and those asked of devices. */
final class TlsSettings {
    static final Setting<Path> CERT = Setting.<Path>optional(
                    "tls-cert",
                    Syntaxes.FILE,
                    "PEM file of the server's certificate and its intermediates. With several, a device gets the one for the"
                            + " server name that it asks for, or else the first.")
            .occurring(REPEATED);

    static final Setting<Path> KEY = Setting.<Path>optional(
                    "tls-key", Syntaxes.FILE, "PEM file of the private key, PKCS#8, RSA or EC; one for each tls-cert.")
            .occurring(REPEATED);

    static final Setting<Path> KEY_PASSWORD_FILE = Setting.optional(
            "tls-key-password-file", Syntaxes.FILE, "File whose first line is the password of encrypted keys.");

    static final Setting<Path> CA = Setting.optional(
            "tls-ca", Syntaxes.FILE, "PEM file of the authorities whose client certificates are accepted.");

    static final Setting<Path> CRL = Setting.optional(
            "tls-crl",
            Syntaxes.FILE,
            "PEM file of revocation lists, one for each authority; a certificate whose status they do not tell is refused.");

    static final Setting<ClientAuth> CLIENT_AUTH = Setting.of(
            "tls-client-auth",
            Syntaxes.choice(ClientAuth.class),
            ClientAuth.NONE,
            "Whether devices may or must show a certificate. One that is shown is always verified.");

    static final Setting<Protocol> PROTOCOLS = new Setting<>(
            "tls-protocols",
            "tls-protocols",
            Syntaxes.text("protocol", "TLSv1.3 or TLSv1.2", Protocol::parse, Protocol::text),
            REPEATED,
            List.of(Protocol.TLSV1_3, Protocol.TLSV1_2),
            "TLS versions that are offered.");

    static final Setting<Integer> SESSION_CACHE_SIZE = Setting.of(
            "tls-session-cache-size",
            Syntaxes.COUNT,
            TlsConfig.DEFAULT_SESSION_CACHE_SIZE,
            "TLS sessions kept for devices that resume them without a ticket. 1 to 1000000.");

    static final Setting<Duration> SESSION_TIMEOUT = Setting.of(
            "tls-session-timeout",
            Syntaxes.DURATION,
            TlsConfig.DEFAULT_SESSION_TIMEOUT,
            "How long a TLS session may be resumed. 1s to 7d.");

    static final SettingGroup GROUP = new SettingGroup(
            "TLS",
            List.of(
                    CERT,
                    KEY,
                    KEY_PASSWORD_FILE,
                    CA,
                    CRL,
                    CLIENT_AUTH,
                    PROTOCOLS,
                    SESSION_CACHE_SIZE,
                    SESSION_TIMEOUT));

    private TlsSettings() {}

    /** {@code null} when nothing is said of certificates. */
    static @Nullable TlsConfig read(Values values) {
        boolean none = values.all(CERT).isEmpty() && values.all(KEY).isEmpty();
        if (none) {
            requireUnset(values, CA);
            requireUnset(values, CRL);
        }
        if (none && values.get(CLIENT_AUTH) != ClientAuth.NONE) {
            throw new ConfigException("tls-client-auth", "does nothing without tls-cert and tls-key");
        }
        return none
                ? null
                : new TlsConfig(
                        values.all(CERT),
                        values.all(KEY),
                        values.find(KEY_PASSWORD_FILE),
                        values.find(CA),
                        values.find(CRL),
                        values.get(CLIENT_AUTH),
                        Set.copyOf(values.all(PROTOCOLS)),
                        values.get(SESSION_CACHE_SIZE),
                        values.get(SESSION_TIMEOUT));
    }

    private static void requireUnset(Values values, Setting<Path> setting) {
        if (values.find(setting) != null) {
            throw new ConfigException(
                    setting.name(), "does nothing without tls-cert, tls-key and a listener that uses them");
        }
    }
}
