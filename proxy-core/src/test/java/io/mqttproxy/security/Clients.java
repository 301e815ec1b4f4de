package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Credentials of various clients, and the answers they get. */
final class Clients {
    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress("192.0.2.1", 50_000);

    private Clients() {}

    static Credentials with(@Nullable String username, @Nullable String password) {
        return with(username, password, SOMEWHERE);
    }

    static Credentials with(@Nullable String username, @Nullable String password, InetSocketAddress address) {
        return new Credentials("client-1", username, password == null ? null : utf8(password), null, null, address);
    }

    static Credentials withClientId(String clientId, @Nullable String username, @Nullable String password) {
        return new Credentials(clientId, username, password == null ? null : utf8(password), null, null, SOMEWHERE);
    }

    static Credentials with(X509Certificate certificate) {
        return new Credentials("client-1", null, null, certificate, null, SOMEWHERE);
    }

    static Credentials withProxiedName(String commonName) {
        return new Credentials("client-1", null, null, null, commonName, SOMEWHERE);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static AuthenticationResult answer(CompletionStage<AuthenticationResult> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static AuthenticationResult answer(Authenticator authenticator, Credentials credentials) throws Exception {
        return answer(authenticator.authenticate(credentials));
    }

    static AuthenticationResult refused(Refusal refusal) {
        return new Refused(refusal);
    }

    static Identity identity(AuthenticationResult result) {
        return ((Accepted) result).identity();
    }
}
