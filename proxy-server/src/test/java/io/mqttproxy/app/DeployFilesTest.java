package io.mqttproxy.app;

import org.junit.jupiter.api.Test;

/** Files for other programs, checked by those programs. */
class DeployFilesTest {
    @Test
    void haproxyAcceptsItsFile() throws Exception {
        OtherProgram.check("haproxy", "-c", "-f", "deploy/balancers/haproxy.cfg");
    }

    @Test
    void systemdAcceptsTheUnit() throws Exception {
        OtherProgram.check("systemd-analyze", "verify", "--man=no", "deploy/systemd/mqtt-proxy.service");
    }
}
