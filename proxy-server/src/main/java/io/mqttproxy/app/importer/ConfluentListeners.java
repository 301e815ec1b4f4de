package io.mqttproxy.app.importer;

import io.mqttproxy.config.ListenerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The settings {@code listeners} and {@code listeners.*}: addresses, TLS, and whether clients must log in. */
final class ConfluentListeners {
    private final SourceSettings source;
    private final YamlDocument document;

    ConfluentListeners(SourceSettings source, YamlDocument document) {
        this.source = source;
        this.document = document;
    }

    void add() {
        String protocol =
                source.take("listeners.security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
        boolean tls = protocol.endsWith("SSL") || protocol.endsWith("TLS");
        boolean login = protocol.startsWith("SASL");
        addAddresses(tls ? "mqtts" : "mqtt");
        boolean certificate = tls && addTls();
        if (login) {
            document.set("password-file", "mqtt-users");
            document.note("password-file: users of the JAAS login module; make the file with"
                    + " 'java -jar mqtt-proxy.jar password USER'");
        }
        if (!login && !certificate) {
            document.set("allow-anonymous", "true");
            document.note("allow-anonymous: MQTT Proxy lets everybody publish, and so does this file");
        }
        source.takeAll("listeners.").keySet().forEach(name -> document.note(name + " has no equivalent"));
    }

    private void addAddresses(String scheme) {
        List<String> addresses = new ArrayList<>();
        for (String listener : source.takeList("listeners", "0.0.0.0:1883")) {
            String address = listener.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "");
            String host = address.startsWith(":") ? "0.0.0.0" : "";
            addresses.add(ListenerConfig.parse(scheme + "://" + host + address).toString());
        }
        document.set("listen", addresses);
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
        boolean required = wanted.equals("required");
        document.set("tls-client-auth", required ? "required" : "optional");
        document.set("tls-ca", "clients-ca.crt");
        document.note("tls-ca: a PEM file with the certificates of " + (truststore == null ? "the JVM" : truststore));
        return required;
    }
}
