package io.mqttproxy.app.importer;

import io.mqttproxy.config.ListenerConfig;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The settings {@code listeners} and {@code listeners.*}: addresses, TLS, and whether clients must log in. Whatever hints
 * at TLS makes all listeners speak it: a proxy that does not start beats one that is open by mistake.
 */
final class ConfluentListeners {
    private static final String PROTOCOL = "listeners.security.protocol";
    private static final Set<String> WITHOUT_TLS = Set.of("PLAINTEXT", "SASL_PLAINTEXT", "TCP", "MQTT");

    private final SourceSettings source;
    private final YamlDocument document;
    private final List<String> listeners;
    private final String protocol;
    private final boolean tls;

    ConfluentListeners(SourceSettings source, YamlDocument document) {
        this.source = source;
        this.document = document;
        listeners = source.takeList("listeners", "0.0.0.0:1883");
        protocol = source.take(PROTOCOL, "PLAINTEXT").toUpperCase(Locale.ROOT);
        tls = isTls(protocol)
                || listeners.stream().anyMatch(listener -> isTls(protocolOf(listener)))
                || source.has("listeners.ssl.");
    }

    void add() {
        document.set("listen", listeners.stream().map(this::address).toList());
        if (isContradictory()) {
            document.note("FIX before the start: " + PROTOCOL + " is " + protocol + ", but listeners or listeners.ssl.*"
                    + " ask for TLS, so this file listens with TLS only; look which of them is meant");
        }
        boolean certificate = tls && addTls();
        addAccess(certificate);
        source.takeAll("listeners.").keySet().forEach(name -> document.note(name + " has no equivalent"));
    }

    private boolean isContradictory() {
        return tls && !isTls(protocol);
    }

    private static boolean isTls(String protocol) {
        return !WITHOUT_TLS.contains(protocol);
    }

    /** What stands before {@code ://}. */
    private static String protocolOf(String listener) {
        int end = listener.indexOf("://");
        return end < 0 ? "PLAINTEXT" : listener.substring(0, end).toUpperCase(Locale.ROOT);
    }

    private String address(String listener) {
        String address = listener.replaceFirst("^[^:]*://", "");
        String host = address.startsWith(":") ? "0.0.0.0" : "";
        return ListenerConfig.parse((tls ? "mqtts://" : "mqtt://") + host + address)
                .toString();
    }

    /** @param certificate whether clients must show one */
    private void addAccess(boolean certificate) {
        boolean login = protocol.startsWith("SASL")
                || listeners.stream().anyMatch(listener -> protocolOf(listener).startsWith("SASL"));
        if (login) {
            document.set("password-file", "mqtt-users");
            document.note("password-file: users of the JAAS login module; make the file with"
                    + " 'java -jar mqtt-proxy.jar password USER'");
        } else if (certificate) {
            document.set("tls-identity", "{cn}");
            document.note("tls-identity: the common name of a device's certificate is its user name, and a certificate"
                    + " without one is refused; {san.dns}, {san.uri} and {san.email} take another name");
        } else if (isContradictory()) {
            document.note("FIX before the start: say who may connect, by password-file, jwt-jwks or tls-identity, or by"
                    + " allow-anonymous for everybody");
        } else {
            document.set("allow-anonymous", "true");
            document.note("allow-anonymous: MQTT Proxy lets everybody publish, and so does this file");
        }
    }

    /** Whether clients must show a certificate. */
    private boolean addTls() {
        String keystore = source.take("listeners.ssl.keystore.location", "server.jks");
        String stem = keystore.replaceFirst("\\.[A-Za-z0-9]+$", "");
        document.set("tls-cert", stem + ".crt");
        document.set("tls-key", stem + ".key");
        document.note("tls-cert, tls-key: PEM files take the place of " + keystore
                + "; turn it into PKCS #12 with 'keytool -importkeystore', then into PEM with 'openssl pkcs12'");
        return addClientAuthentication();
    }

    private boolean addClientAuthentication() {
        String wanted = source.take("listeners.ssl.client.auth", "none").toLowerCase(Locale.ROOT);
        String truststore = source.take("listeners.ssl.truststore.location");
        if (wanted.equals("none")) {
            return false;
        }
        boolean required = !wanted.equals("requested");
        document.set("tls-client-auth", required ? "required" : "optional");
        document.set("tls-ca", "clients-ca.crt");
        document.note("tls-ca: a PEM file with the certificates of " + (truststore == null ? "the JVM" : truststore));
        return required;
    }
}
