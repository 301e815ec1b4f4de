package io.mqttproxy.transport;

import io.mqttproxy.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the PEM files named by settings, with the content that it had when it was read. Reading never
 * fails, so that the contents can be compared before they are parsed. All errors name the setting and
 * the file.
 *
 * @param content empty when the file cannot be read
 */
record TlsFile(String setting, Path path, byte[] content) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----([^-]++)-----END \\1-----", Pattern.DOTALL);

    /** The decoded content between one BEGIN and its END. */
    record Block(String label, byte[] der) {}

    static TlsFile read(String setting, Path path) {
        try {
            return new TlsFile(setting, path, Files.readAllBytes(path));
        } catch (IOException e) {
            return new TlsFile(setting, path, new byte[0]);
        }
    }

    /** All certificates of the file, at least one. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks("CERTIFICATE")) {
            try {
                certificates.add((X509Certificate) x509().generateCertificate(new ByteArrayInputStream(block.der)));
            } catch (GeneralSecurityException e) {
                throw error("holds a broken certificate", e);
            }
        }
        return certificates;
    }

    /** All revocation lists of the file, at least one. */
    List<X509CRL> revocations() {
        List<X509CRL> revocations = new ArrayList<>();
        for (Block block : blocks("X509 CRL")) {
            try {
                revocations.add((X509CRL) x509().generateCRL(new ByteArrayInputStream(block.der)));
            } catch (GeneralSecurityException e) {
                throw error("holds a broken revocation list", e);
            }
        }
        return revocations;
    }

    /** The blocks whose label ends with this text, at least one. */
    List<Block> blocks(String labelEnd) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            if (matcher.group(1).endsWith(labelEnd)) {
                blocks.add(new Block(matcher.group(1), decode(matcher.group(2))));
            }
        }
        if (blocks.isEmpty()) {
            throw error(content.length == 0 ? unreadable() : "holds no PEM block '" + labelEnd + "'");
        }
        return blocks;
    }

    private static byte[] decode(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private String unreadable() {
        return !Files.exists(path)
                ? "does not exist"
                : Files.isReadable(path) ? "is empty" : "cannot be read: permission denied";
    }

    ConfigException error(String problem) {
        return new ConfigException(setting, path + " " + problem);
    }

    ConfigException error(String problem, Exception cause) {
        return error(problem + ": " + TransportFailure.detail(cause));
    }

    private static CertificateFactory x509() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
