package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.identity;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.with;
import static io.mqttproxy.security.Clients.withClientId;
import static io.mqttproxy.security.Clients.withProxiedName;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mqttproxy.config.AuthenticationConfig;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.JwtConfig;
import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlTest {
    /** The hash of "correct horse". */
    private static final String HASH = "$2y$05$DqQK3Hg/gHGq3LIj1yGOy.wADIq/gqvafdiLkZq3EF5JnI300sQ3W";

    private static final Identity ALICE = new Identity("alice", Set.of(), null);
    private static final AuthenticationResult WRONG = refused(Refusal.BAD_CREDENTIALS);

    @TempDir
    Path directory;

    private @Nullable AccessControl access;

    @AfterEach
    void close() {
        if (access != null) {
            access.close();
        }
    }

    @Test
    void byDefaultNobodyIsLetIn() throws Exception {
        Authenticator authenticator = open(SecurityConfig.DEFAULTS).authenticator();

        assertEquals(refused(Refusal.NOT_AUTHORIZED), answer(authenticator, with(null, null)));
        assertEquals(WRONG, answer(authenticator, with("alice", "correct horse")));
    }

    @Test
    void anonymousAloneIgnoresUserNameAndPassword() throws Exception {
        Authenticator authenticator = open(config(true, null, null, null)).authenticator();

        assertEquals(Identity.ANONYMOUS, identity(answer(authenticator, with("alice", "anything"))));
    }

    @Test
    void allMethodsWorkSideBySide() throws Exception {
        TokenIssuer issuer = TokenIssuer.elliptic("key");
        Path keys = Files.writeString(directory.resolve("keys.json"), TokenIssuer.publish(issuer));
        JwtConfig jwt = new JwtConfig(
                keys.toString(), null, List.of("mqtt"), "sub", "groups", Duration.ofSeconds(60), Duration.ofMinutes(5));
        Authenticator authenticator = open(new SecurityConfig(
                        true,
                        write("passwords", "alice:" + HASH),
                        jwt,
                        "{cn}",
                        null,
                        null,
                        SecurityConfig.DEFAULTS.authOrder(),
                        AuthenticationConfig.DEFAULTS))
                .authenticator();

        String token = issuer.sign(TokenIssuer.claims("token-user"));
        assertEquals(
                "token-user",
                identity(answer(authenticator, with("alice", token))).username());
        assertEquals(
                "alice",
                identity(answer(authenticator, with("alice", "correct horse"))).username());
        assertEquals(
                "pump-7",
                identity(answer(authenticator, withProxiedName("pump-7"))).username());
        assertEquals(Identity.ANONYMOUS, identity(answer(authenticator, with(null, null))));
        assertEquals(WRONG, answer(authenticator, with("alice", "wrong")));
        assertEquals(
                WRONG,
                answer(authenticator, with("alice", TokenIssuer.elliptic("key").sign(TokenIssuer.claims("x")))));
    }

    @Test
    void theOrderDecidesWhichCredentialsCount() throws Exception {
        Path passwords = write("passwords", "alice:" + HASH);
        Credentials both = new Credentials(
                "c",
                "alice",
                Clients.utf8("correct horse"),
                null,
                "pump-7",
                with("a", "b").remoteAddress());

        assertEquals("pump-7", userOf(both, passwords, "certificate,password"));
        assertEquals("alice", userOf(both, passwords, "password,certificate"));
    }

    @Test
    void clientIdsAreBoundToUsers() throws Exception {
        Authenticator authenticator = open(config(false, write("passwords", "alice:" + HASH), null, "{username}-*"))
                .authenticator();

        assertEquals(
                "alice",
                identity(answer(authenticator, withClientId("alice-1", "alice", "correct horse")))
                        .username());
        assertEquals(
                refused(Refusal.CLIENT_IDENTIFIER_NOT_VALID),
                answer(authenticator, withClientId("bob-1", "alice", "correct horse")));
    }

    @Test
    void anAddressWithTooManyWrongPasswordsIsBlocked() throws Exception {
        AuthenticationConfig limits =
                new AuthenticationConfig(1, 10, 0, Duration.ofMinutes(1), 2, Duration.ofDays(1), 10);
        Authenticator authenticator = open(config(write("passwords", "alice:" + HASH), "password", limits))
                .authenticator();

        assertEquals(WRONG, answer(authenticator, with("alice", "guess 1")));
        assertEquals(WRONG, answer(authenticator, with("alice", "guess 2")));
        assertEquals(refused(Refusal.BANNED), answer(authenticator, with("alice", "correct horse")));
    }

    @Test
    void withALimitOfZeroNoAddressIsBlocked() throws Exception {
        AuthenticationConfig limits =
                new AuthenticationConfig(1, 10, 0, Duration.ofMinutes(1), 0, Duration.ofDays(1), 10);
        Authenticator authenticator = open(config(write("passwords", "alice:" + HASH), "password", limits))
                .authenticator();

        for (int i = 0; i < 3; i++) {
            assertEquals(WRONG, answer(authenticator, with("alice", "guess")));
        }
    }

    @Test
    void withoutAnAclFileEverybodyMayPublishEverywhere() {
        assertSame(Authorizer.ALLOW_ALL, open(SecurityConfig.DEFAULTS).authorizer());
    }

    @Test
    void aReloadBringsNewUsersAndNewRules() throws Exception {
        AccessControl access = open(config(false, write("passwords", ""), write("acl", ""), null));
        Authorizer old = access.authorizer();
        write("passwords", "alice:" + HASH);
        write("acl", "user alice\ntopic write a\n");

        access.reload();

        assertEquals(ALICE, identity(answer(access.authenticator(), with("alice", "correct horse"))));
        assertNotSame(old, access.authorizer());
        assertTrue(access.authorizer().mayPublish(ALICE, "c", "a"));
        assertFalse(old.mayPublish(ALICE, "c", "a"));
    }

    @Test
    void whatWasReadOnRequestIsNotReadAgain() throws Exception {
        AccessControl access = open(config(false, write("passwords", ""), write("acl", ""), null));
        write("acl", "user alice\n");
        access.reload();

        assertFalse(access.reloadIfChanged());
        assertFalse(access.reloadIfChanged());

        write("acl", "user alice\ntopic write a\n");
        assertFalse(access.reloadIfChanged());
        assertTrue(access.reloadIfChanged());
    }

    @Test
    void whenOneFileIsBadBothOldFilesStayInUse() throws Exception {
        AccessControl access = open(config(false, write("passwords", ""), write("acl", ""), null));
        Authorizer old = access.authorizer();

        write("passwords", "alice:" + HASH);
        write("acl", "nonsense here");
        assertThrows(ConfigException.class, access::reload);
        assertEquals(WRONG, answer(access.authenticator(), with("alice", "correct horse")));

        write("passwords", "nonsense");
        write("acl", "user alice\ntopic write a\n");
        assertThrows(ConfigException.class, access::reload);
        assertSame(old, access.authorizer());
    }

    @Test
    void aChangedFileIsReadOnceItHasStoppedChanging() throws Exception {
        AccessControl access = open(config(false, null, write("acl", ""), null));
        Authorizer old = access.authorizer();
        assertFalse(access.reloadIfChanged());
        assertFalse(access.reloadIfChanged());

        write("acl", "user alice\n");
        assertFalse(access.reloadIfChanged());
        write("acl", "user alice\ntopic write a\n");
        assertFalse(access.reloadIfChanged());
        assertSame(old, access.authorizer());

        assertTrue(access.reloadIfChanged());
        assertTrue(access.authorizer().mayPublish(ALICE, "c", "a"));
    }

    @Test
    void aFileMovedOverTheOldOneIsReadEvenIfItsTimeAndSizeAreTheSame() throws Exception {
        Path acl = write("acl", "user alice\ntopic write a\n");
        AccessControl access = open(config(false, null, acl, null));
        Path other = write("other", "user alice\ntopic write b\n");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(acl));

        Files.move(other, acl, StandardCopyOption.ATOMIC_MOVE);
        access.reloadIfChanged();
        access.reloadIfChanged();

        assertTrue(access.authorizer().mayPublish(ALICE, "c", "b"));
    }

    @Test
    void aChangedFileThatCannotBeUsedChangesNothing() throws Exception {
        AccessControl access = open(config(false, null, write("acl", ""), null));
        Authorizer old = access.authorizer();

        write("acl", "nonsense here");
        assertFalse(access.reloadIfChanged());
        assertThrows(ConfigException.class, access::reloadIfChanged);

        assertSame(old, access.authorizer());
    }

    /** A file that becomes readable has the same time and size as before. */
    @Test
    void aFileThatWasRejectedIsTriedAgain() throws Exception {
        Path acl = write("acl", "");
        AccessControl access = open(config(false, null, acl, null));
        write("acl", "user alice\ntopic wrong a\n");
        FileTime modified = Files.getLastModifiedTime(acl);
        assertFalse(access.reloadIfChanged());
        assertThrows(ConfigException.class, access::reloadIfChanged);
        assertThrows(ConfigException.class, access::reloadIfChanged);

        write("acl", "user alice\ntopic write a\n");
        Files.setLastModifiedTime(acl, modified);

        assertTrue(access.reloadIfChanged());
        assertTrue(access.authorizer().mayPublish(ALICE, "c", "a"));
        assertFalse(access.reloadIfChanged());
    }

    @Test
    void aFileThatWasRejectedInARequestedReloadIsTriedAgain() throws Exception {
        Path acl = write("acl", "");
        AccessControl access = open(config(false, null, acl, null));
        write("acl", "user alice\n");
        access.reloadIfChanged();
        assertTrue(access.reloadIfChanged());
        FileTime modified = Files.getLastModifiedTime(acl);

        write("acl", "nonsense 1\n");
        Files.setLastModifiedTime(acl, modified);
        assertThrows(ConfigException.class, access::reload);
        write("acl", "user bob 1\n");
        Files.setLastModifiedTime(acl, modified);

        assertTrue(access.reloadIfChanged());
    }

    @Test
    void aTokenOfAWithdrawnKeyIsRefusedAfterTheReload() throws Exception {
        TokenIssuer issuer = TokenIssuer.elliptic("old");
        Path keys = write("keys.json", TokenIssuer.publish(issuer));
        AccessControl access = open(config(keys));
        Credentials client = with(null, issuer.sign(TokenIssuer.claims("alice")));
        assertEquals("alice", identity(answer(access.authenticator(), client)).username());

        write("keys.json", TokenIssuer.publish(TokenIssuer.elliptic("new")));
        Objects.requireNonNull(access.tokenKeys()).reload();

        assertEquals(WRONG, answer(access.authenticator(), client));
    }

    @Test
    void withoutTokensThereAreNoKeys() {
        assertNull(open(SecurityConfig.DEFAULTS).tokenKeys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# later\n", "user alice\n", "user alice\ntopic read a\ntopic deny b\n"})
    void anAclFileThatAllowsNothingIsAWarning(String text) throws Exception {
        Path acl = write("acl", text);
        AccessControl access = open(config(false, null, acl, null));
        assertEquals(List.of("acl-file: " + acl + " allows nobody to publish anything"), access.warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic a\n",
                "user alice\ntopic a\n",
                "group g\ntopic a\n",
                "clientid c\ntopic a\n",
                "pattern %u\n"
            })
    void anAclFileThatAllowsAnythingIsNoWarning(String text) throws Exception {
        AccessControl access = open(config(false, null, write("acl", text), null));
        assertEquals(List.of(), access.warnings());
    }

    @Test
    void aRemovedReadPermissionIsNoticed() throws Exception {
        Path acl = write("acl", "topic write a\n");
        AccessControl access = open(config(false, null, acl, null));

        Files.setPosixFilePermissions(acl, Set.of());
        assumeFalse(Files.isReadable(acl), "root may read everything");
        assertFalse(access.reloadIfChanged());
        ConfigException e = assertThrows(ConfigException.class, access::reloadIfChanged);
        assertEquals("acl-file: " + acl + " cannot be read: permission denied", e.getMessage());

        Files.setPosixFilePermissions(acl, Set.of(PosixFilePermission.OWNER_READ));
        access.reloadIfChanged();
        assertTrue(access.reloadIfChanged());
    }

    @Test
    void aPasswordFileWithoutUsersIsAWarning() throws Exception {
        Path passwords = write("passwords", "# nobody yet\n");
        AccessControl access = open(config(false, passwords, null, null));
        assertEquals(List.of("password-file: " + passwords + " has no users"), access.warnings());

        write("passwords", "alice:" + HASH);
        access.reload();
        assertEquals(List.of(), access.warnings());
    }

    @Test
    void anUnreadableKeyFileIsAnError() {
        SecurityConfig config = config(directory.resolve("missing"));

        assertEquals(
                "jwt-jwks",
                assertThrows(ConfigException.class, () -> AccessControl.open(config, Duration.ofSeconds(10)))
                        .setting());
    }

    private static @Nullable String userOf(Credentials credentials, Path passwords, String order) throws Exception {
        SecurityConfig config = config(passwords, order, AuthenticationConfig.DEFAULTS);
        try (AccessControl access = AccessControl.open(config, Duration.ofSeconds(30))) {
            return identity(answer(access.authenticator(), credentials)).username();
        }
    }

    private static SecurityConfig config(
            boolean anonymous, @Nullable Path passwords, @Nullable Path acl, @Nullable String clientIds) {
        return new SecurityConfig(
                anonymous,
                passwords,
                JwtConfig.DISABLED,
                null,
                acl,
                clientIds,
                SecurityConfig.DEFAULTS.authOrder(),
                AuthenticationConfig.DEFAULTS);
    }

    private static SecurityConfig config(Path keys) {
        JwtConfig jwt = new JwtConfig(
                keys.toString(), null, List.of("mqtt"), "sub", "groups", Duration.ZERO, Duration.ofMinutes(5));
        return new SecurityConfig(
                false, null, jwt, null, null, null, List.of(SecurityConfig.Method.JWT), AuthenticationConfig.DEFAULTS);
    }

    private static SecurityConfig config(Path passwords, String order, AuthenticationConfig limits) {
        return new SecurityConfig(
                false,
                passwords,
                JwtConfig.DISABLED,
                order.contains("certificate") ? "{cn}" : null,
                null,
                null,
                SecurityConfig.parseOrder(order),
                limits);
    }

    private AccessControl open(SecurityConfig config) {
        AccessControl opened = AccessControl.open(config, Duration.ofSeconds(30));
        access = opened;
        return opened;
    }

    private Path write(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }
}
