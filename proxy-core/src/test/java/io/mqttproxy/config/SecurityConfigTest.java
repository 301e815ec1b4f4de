package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.SecurityConfig.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityConfigTest {
    private static final Path FILE = Path.of("passwords");

    @Test
    void onlyMethodsThatAreSetUpAreAskedInTheirOrder() {
        assertEquals(List.of(), SecurityConfig.DEFAULTS.methods());
        assertEquals(
                List.of(Method.ANONYMOUS, Method.PASSWORD, Method.CERTIFICATE),
                config(true, FILE, "{cn}", null, "anonymous,jwt,password,certificate")
                        .methods());
    }

    @Test
    void credentialsAreCheckedWhenThereAreAnyToCompareWith() {
        assertFalse(SecurityConfig.DEFAULTS.checksCredentials());
        assertTrue(config(true, FILE, null, null, "password,anonymous").checksCredentials());
    }

    @Test
    void aMethodThatIsSetUpMustBeInTheOrder() {
        assertProblem(
                "auth-order: must name password, because password-file is set",
                () -> config(false, FILE, null, null, "certificate"));
        assertProblem(
                "auth-order: must name certificate, because tls-identity is set",
                () -> config(false, null, "{cn}", null, "password"));
        assertProblem(
                "auth-order: must name anonymous, because allow-anonymous is set",
                () -> config(true, null, null, null, "password"));
    }

    @Test
    void theOrderNamesEachMethodOnce() {
        assertProblem(
                "auth-order: must not name a method twice",
                () -> config(false, FILE, null, null, "password,jwt,password"));
        assertProblem(
                "auth-order: 'ldap' must be certificate, jwt, password or anonymous, with commas between",
                () -> SecurityConfig.parseOrder("password, ldap"));
        assertEquals(List.of(Method.JWT, Method.PASSWORD), SecurityConfig.parseOrder(" jwt , password "));
    }

    @Test
    void aPatternOfClientIdsMustNotBeEmpty() {
        assertProblem(
                "client-id-must-match: must be a pattern such as {username}-*",
                () -> config(false, FILE, null, " ", "password"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1025|1|1|1|1|1|1|auth-threads: must be between 0 and 1024, not 1025",
                "0|0|1|1|1|1|1|auth-queue-size: must be between 1 and 10000000, not 0",
                "0|1|-1|1|1|1|1|password-cache-size: must be between 0 and 10000000, not -1",
                "0|1|1|0|1|1|1|password-cache-time: must be between 1s and 86400s, not 0s",
                "0|1|1|1|-1|1|1|auth-failure-limit: must be between 0 and 10000000, not -1",
                "0|1|1|1|1|86401|1|auth-failure-window: must be between 1s and 86400s, not 86401s",
                "0|1|1|1|1|1|0|auth-failure-addresses: must be between 1 and 10000000, not 0",
            })
    void aLimitOutOfBoundsIsNamed(
            int threads, int queue, int cache, long time, int failures, long window, int addresses, String problem) {
        assertProblem(
                problem,
                () -> new AuthenticationConfig(
                        threads,
                        queue,
                        cache,
                        Duration.ofSeconds(time),
                        failures,
                        Duration.ofSeconds(window),
                        addresses));
    }

    private static void assertProblem(String problem, Executable executable) {
        assertEquals(problem, assertThrows(ConfigException.class, executable).getMessage());
    }

    private static SecurityConfig config(
            boolean anonymous,
            @Nullable Path passwords,
            @Nullable String tlsIdentity,
            @Nullable String clientIds,
            String order) {
        return new SecurityConfig(
                anonymous,
                passwords,
                JwtConfig.DISABLED,
                tlsIdentity,
                null,
                clientIds,
                SecurityConfig.parseOrder(order),
                AuthenticationConfig.DEFAULTS);
    }
}
