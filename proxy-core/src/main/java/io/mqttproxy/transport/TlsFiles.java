package io.mqttproxy.transport;

import io.mqttproxy.config.TlsConfig;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files of a TLS configuration, with the contents that they had when they were read together. */
record TlsFiles(
        List<TlsFile> certificates,
        List<TlsFile> keys,
        @Nullable TlsFile keyPassword,
        @Nullable TlsFile authorities,
        @Nullable TlsFile revocations) {

    static TlsFiles read(TlsConfig config) {
        return new TlsFiles(
                read("tls-cert", config.certificates()),
                read("tls-key", config.keys()),
                read("tls-key-password-file", config.keyPasswordFile()),
                read("tls-ca", config.authorities()),
                read("tls-crl", config.revocations()));
    }

    private static List<TlsFile> read(String setting, List<Path> paths) {
        List<TlsFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(TlsFile.read(setting, path));
        }
        return files;
    }

    private static @Nullable TlsFile read(String setting, @Nullable Path path) {
        return path == null ? null : TlsFile.read(setting, path);
    }

    /** A hash over the contents, to detect changes without keeping secrets. */
    String fingerprint() {
        MessageDigest digest = sha256();
        Stream.of(certificates.stream(), keys.stream(), Stream.of(keyPassword, authorities, revocations))
                .flatMap(files -> files)
                .filter(Objects::nonNull)
                .forEach(file -> digest.update(sha256().digest(file.content())));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
