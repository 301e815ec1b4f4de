package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclFileTest {
    @TempDir
    Path directory;

    /**
     * Mosquitto's own placeholders have a meaning in pattern lines only. In rules for reading they are
     * ignored.
     */
    @Test
    void aPlaceholderThatIsNotReplacedIsAWarning() throws Exception {
        AclFile acl = load("""
                user alice
                topic write plant/%u/#
                topic deny %c
                topic read cmd/%u
                topic write plant/{username}/100%
                pattern write devices/%c/%u
                """);

        Path path = directory.resolve("acl");
        assertEquals(
                List.of(
                        "acl-file: " + path + ":2: %u is a placeholder only in pattern lines, not in topic lines;"
                                + " write {username} instead",
                        "acl-file: " + path + ":3: %c is a placeholder only in pattern lines, not in topic lines;"
                                + " write {clientid} instead"),
                acl.warnings());
    }

    @Test
    void anEmptyFileDeniesEverything() throws Exception {
        AclFile acl = load("");

        assertFalse(acl.mayPublish(Identity.ANONYMOUS, "c", "a"));
        assertFalse(acl.mayPublish(user("alice"), "c", "a"));
        assertEquals(
                "no rule of " + directory.resolve("acl") + " allows it",
                acl.verdict(user("alice"), "c", "a").rule());
    }

    @Test
    void topicsBeforeAnySectionAreForAnonymousClientsOnly() throws Exception {
        AclFile acl = load("topic write public/#\n");

        assertTrue(acl.mayPublish(Identity.ANONYMOUS, "c", "public/a"));
        assertFalse(acl.mayPublish(user("alice"), "c", "public/a"));
    }

    @Test
    void topicsOfAUserAreForThatUserOnly() throws Exception {
        AclFile acl = load("user alice\ntopic write a/#\nuser bob smith\ntopic b\n");

        assertTrue(acl.mayPublish(user("alice"), "c", "a/1"));
        assertFalse(acl.mayPublish(user("bob smith"), "c", "a/1"));
        assertTrue(acl.mayPublish(user("bob smith"), "c", "b"));
        assertFalse(acl.mayPublish(Identity.ANONYMOUS, "c", "a/1"));
    }

    @Test
    void aUserWithTwoSectionsHasTheRulesOfBoth() throws Exception {
        AclFile acl = load("user alice\ntopic write a\nuser bob\ntopic write b\nuser alice\ntopic write c\n");

        assertTrue(acl.mayPublish(user("alice"), "c", "a"));
        assertTrue(acl.mayPublish(user("alice"), "c", "c"));
    }

    @ParameterizedTest
    @CsvSource({"write, true", "readwrite, true", "'', true", "read, false", "deny, false"})
    void onlyWritingRulesLetAClientPublish(String access, boolean allowed) throws Exception {
        AclFile acl = load("topic " + access + " a/b\n");

        assertEquals(allowed, acl.mayPublish(Identity.ANONYMOUS, "c", "a/b"));
    }

    @Test
    void aFilterMayContainSpaces() throws Exception {
        AclFile acl = load("topic write living room/+ \n");

        assertTrue(acl.mayPublish(Identity.ANONYMOUS, "c", "living room/lamp"));
    }

    @Test
    void denyingBeatsAllowingWhateverTheOrder() throws Exception {
        AclFile acl = load("user alice\ntopic write a/#\ntopic deny a/secret\n");

        assertTrue(acl.mayPublish(user("alice"), "c", "a/b"));
        assertFalse(acl.mayPublish(user("alice"), "c", "a/secret"));
    }

    @Test
    void aDenialOfAnySectionBeatsThePermissionOfAnother() throws Exception {
        AclFile acl = load("user alice\ntopic write a/#\ngroup interns\ntopic deny a/secret\n");

        assertFalse(acl.mayPublish(user("alice", "interns"), "c", "a/secret"));
        assertTrue(acl.mayPublish(user("alice", "staff"), "c", "a/secret"));
    }

    @Test
    void asInMosquittoAPermissionOfASectionBeatsADenyingPattern() throws Exception {
        AclFile acl = load("pattern deny a/#\npattern write #\nuser alice\ntopic write a/b\n");

        assertTrue(acl.mayPublish(user("alice"), "c", "a/b"));
        assertFalse(acl.mayPublish(user("alice"), "c", "a/c"));
        assertTrue(acl.mayPublish(user("alice"), "c", "b"));
    }

    @Test
    void patternsApplyToEverybodyWhereverTheyAppear() throws Exception {
        AclFile acl = load("user alice\npattern write dev/%c/#\npattern write home/%u/#\n");

        assertTrue(acl.mayPublish(user("bob"), "c1", "dev/c1/t"));
        assertTrue(acl.mayPublish(Identity.ANONYMOUS, "c1", "dev/c1/t"));
        assertFalse(acl.mayPublish(user("bob"), "c1", "dev/c2/t"));
        assertTrue(acl.mayPublish(user("bob"), "c1", "home/bob/t"));
        assertFalse(acl.mayPublish(user("bob"), "c1", "home/alice/t"));
    }

    @ParameterizedTest
    @CsvSource({"+", "#", "a/b", "a+"})
    void noClientIdExtendsAPattern(String clientId) throws Exception {
        AclFile acl = load("pattern write dev/%c/#\ngroup staff\ntopic write own/{clientid}/#\n");

        for (String top : List.of("dev/", "own/")) {
            assertFalse(acl.mayPublish(user("bob", "staff"), clientId, top + "a/b"));
            assertFalse(acl.mayPublish(user("bob", "staff"), clientId, top + "a/b/c"));
            assertFalse(acl.mayPublish(user("bob", "staff"), clientId, top + clientId));
        }
    }

    @Test
    void asInMosquittoNoPatternAppliesToAClientWithWildcardsInItsNames() throws Exception {
        AclFile acl = load("pattern write public/#\n");

        assertFalse(acl.mayPublish(user("bob"), "a+", "public/x"));
        assertFalse(acl.mayPublish(user("#bob"), "a", "public/x"));
        assertTrue(acl.mayPublish(user("bob"), "a/b", "public/x"));
    }

    @Test
    void noClientIdEvadesADenyingPattern() throws Exception {
        AclFile acl = load("pattern write dev/#\npattern deny dev/%c/secret\n");

        assertFalse(acl.mayPublish(user("bob"), "a", "dev/a/secret"));
        assertFalse(acl.mayPublish(user("bob"), "a/b", "dev/a/b/secret"));
        assertTrue(acl.mayPublish(user("bob"), "a", "dev/b/secret"));
    }

    @Test
    void theTopicsOfAGroupAreForItsMembers() throws Exception {
        AclFile acl = load("group sensors\ntopic write plant/{clientid}/#\n");

        assertTrue(acl.mayPublish(user("alice", "sensors", "staff"), "c1", "plant/c1/t"));
        assertFalse(acl.mayPublish(user("alice", "sensors"), "c1", "plant/c2/t"));
        assertFalse(acl.mayPublish(user("alice", "staff"), "c1", "plant/c1/t"));
    }

    @Test
    void aClientIdSectionIsForClientIdsThatMatchItsPattern() throws Exception {
        AclFile acl = load("clientid pump-*\ntopic write pumps\nclientid valve\ntopic write valves\n");

        assertTrue(acl.mayPublish(user("alice"), "pump-7", "pumps"));
        assertFalse(acl.mayPublish(user("alice"), "valve", "pumps"));
        assertTrue(acl.mayPublish(Identity.ANONYMOUS, "valve", "valves"));
        assertFalse(acl.mayPublish(Identity.ANONYMOUS, "valve-2", "valves"));
    }

    @Test
    void theVerdictNamesTheRuleThatDecided() throws Exception {
        AclFile acl = load("# plant\nuser alice\n  topic write a/#\ntopic deny a/secret\n");

        assertEquals(
                new AclVerdict(true, directory.resolve("acl") + ":3: topic write a/#"),
                acl.verdict(user("alice"), "c", "a/b"));
        assertEquals(
                new AclVerdict(false, directory.resolve("acl") + ":4: topic deny a/secret"),
                acl.verdict(user("alice"), "c", "a/secret"));
    }

    @Test
    void theExampleThatMosquittoShipsMeansTheSameHere() throws Exception {
        AclFile acl = load("""
                # This affects access control for clients with no username.
                topic read $SYS/#

                # This only affects clients with username "roger".
                user roger
                topic foo/bar

                # This affects all clients.
                pattern write $SYS/broker/connection/%c/state
                """);

        assertTrue(acl.mayPublish(user("roger"), "c", "foo/bar"));
        assertTrue(acl.mayPublish(user("roger"), "c", "$SYS/broker/connection/c/state"));
        assertFalse(acl.mayPublish(Identity.ANONYMOUS, "c", "$SYS/broker/uptime"));
        assertFalse(acl.mayPublish(Identity.ANONYMOUS, "c", "foo/bar"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "topics a      | must begin with topic, pattern, user, group or clientid, not with 'topics'",
                "user          | 'user' needs an argument",
                "topic         | 'topic' needs an argument",
                "topic deny    | has no topic filter after 'deny'",
                "topic publish a | 'publish' must be read, write, readwrite or deny",
                "topic write a/#/b | '#' must be the last level",
                "pattern read x%c | %c and %u must be whole levels; write {clientid} and {username} inside of one",
            })
    void aBadLineIsNamed(String line, String problem) {
        ConfigException e = assertThrows(ConfigException.class, () -> load("user alice\n\n" + line + "\n"));

        assertEquals("acl-file: " + directory.resolve("acl") + ":3: " + problem, e.getMessage());
    }

    private static Identity user(@Nullable String name, String... groups) {
        return new Identity(name, Set.of(groups), null);
    }

    private AclFile load(String content) throws Exception {
        return AclFile.load(Files.writeString(directory.resolve("acl"), content));
    }
}
