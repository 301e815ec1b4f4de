package io.mqttproxy.bench.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ListeningProcessTest {
    @Test
    void theProcessThatListensOnAPortIsFound() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OptionalLong found = ListeningProcess.find(socket.getLocalPort());

            assertEquals(OptionalLong.of(ProcessHandle.current().pid()), found);
        }
    }

    @Test
    void nobodyListensOnAClosedPort() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertTrue(ListeningProcess.find(port).isEmpty());
    }

    @Test
    void aProcessTellsWhatItUses() {
        TargetProcesses.Usage usage =
                TargetProcesses.of(List.of(ProcessHandle.current().pid())).usage();

        assertTrue(usage.cpuNanos() > 0);
        assertTrue(usage.rssBytes() > 1 << 20);
    }
}
