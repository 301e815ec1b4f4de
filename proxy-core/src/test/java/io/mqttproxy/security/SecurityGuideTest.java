package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in docs/security.md does what the text around it says. */
class SecurityGuideTest {
    private static final String BEGIN = "```acl\n";

    @TempDir
    Path directory;

    private @Nullable AclFile acl;

    @BeforeEach
    void readTheGuide() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "security.md"));
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        String example = guide.substring(begin, guide.indexOf("```", begin));
        acl = AclFile.load(Files.writeString(directory.resolve("acl"), example));
    }

    @Test
    void anonymousClientsPublishToThePublic() {
        assertTrue(may(null, "c1", "public/a"));
        assertFalse(may("alice", "c1", "public/a"));
    }

    @Test
    void aliceMeasuresTemperaturesButNotInPlantSeven() {
        assertTrue(may("alice", "c1", "plant/6/temperature"));
        assertFalse(may("alice", "c1", "plant/7/temperature"));
        assertFalse(may("bob", "c1", "plant/6/temperature"));
    }

    @Test
    void sensorsPublishBelowTheirClientId() {
        assertTrue(may("bob", "c1", "plant/c1/humidity", "sensors"));
        assertFalse(may("bob", "c1", "plant/c2/humidity", "sensors"));
    }

    @Test
    void gatewaysPublishBelowTheirClientId() {
        assertTrue(may("bob", "gateway-1", "gateways/gateway-1/a"));
        assertFalse(may("bob", "gateway-1", "gateways/gateway-2/a"));
        assertFalse(may("bob", "c1", "gateways/c1/a"));
    }

    @Test
    void everybodyPublishesBelowTheirNames() {
        assertTrue(may("bob", "c1", "devices/c1/a"));
        assertTrue(may(null, "c1", "devices/c1/a"));
        assertTrue(may("bob", "c1", "users/bob/a"));
        assertFalse(may("bob", "c1", "users/alice/a"));
    }

    private boolean may(@Nullable String username, String clientId, String topic, String... groups) {
        return acl != null && acl.mayPublish(new Identity(username, Set.of(groups), null), clientId, topic);
    }
}
