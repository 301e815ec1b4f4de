package io.mqttproxy.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files for other programs, checked by those programs. */
class DeployFilesTest {
    @Test
    void haproxyAcceptsItsFile() throws Exception {
        OtherProgram.check("haproxy", "-c", "-f", "deploy/balancers/haproxy.cfg");
    }

    @Test
    void systemdAcceptsTheUnit() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/java")), "the unit's Java is not there");
        OtherProgram.check("systemd-analyze", "verify", "--man=no", "deploy/systemd/mqtt-proxy.service");
    }
}
