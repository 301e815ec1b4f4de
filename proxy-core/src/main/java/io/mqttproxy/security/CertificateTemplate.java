package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds the user name from the names in a certificate: setting {@code tls-identity}, such as {@code
 * {cn}}.
 */
final class CertificateTemplate {
    private static final String SETTING = "tls-identity";
    private static final String KNOWN = "{cn}, {san.dns}, {san.uri} and {san.email}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    private final List<Part> parts;

    /** A part of the user name, {@code null} when the certificate does not have that name. */
    private interface Part {
        @Nullable
        String of(CertificateNames names);
    }

    private CertificateTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Parses a template.
     *
     * @throws ConfigException when it has an unknown placeholder, or no placeholder at all
     */
    static CertificateTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(literal(text.substring(end, matcher.start())));
            parts.add(placeholder(matcher.group()));
            end = matcher.end();
        }
        if (end == 0) {
            throw new ConfigException(
                    SETTING, "'" + text + "' would give all clients the same user name; use at least one of " + KNOWN);
        }
        parts.add(literal(text.substring(end)));
        return new CertificateTemplate(List.copyOf(parts));
    }

    private static Part literal(String text) {
        return names -> text;
    }

    private static Part placeholder(String name) {
        return switch (name) {
            case "{cn}" -> CertificateNames::commonName;
            case "{san.dns}" -> names -> names.alternativeName(DNS);
            case "{san.uri}" -> names -> names.alternativeName(URI);
            case "{san.email}" -> names -> names.alternativeName(EMAIL);
            default -> throw new ConfigException(SETTING, "unknown placeholder " + name + "; there are " + KNOWN);
        };
    }

    /** The user name, {@code null} when the certificate lacks a name that the template needs. */
    @Nullable
    String username(CertificateNames names) {
        StringBuilder username = new StringBuilder();
        for (Part part : parts) {
            @Nullable String piece = part.of(names);
            if (piece == null) {
                return null;
            }
            username.append(piece);
        }
        return username.toString();
    }
}
