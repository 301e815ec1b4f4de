package io.mqttproxy.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run took place, without which its absolute figures mean nothing. */
public final class Machine {
    private Machine() {}

    /** One line: processors, system, Java. */
    public static String description() {
        return String.join(
                ", ",
                Runtime.getRuntime().availableProcessors() + " × " + processor(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "Java " + Runtime.version());
    }

    private static String processor() {
        String architecture = System.getProperty("os.arch");
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
