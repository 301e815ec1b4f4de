package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A page of {@code docs/} that is made from the code; {@code -Dupdate-docs} writes it anew. */
public final class GeneratedPage {
    /** Seen from the module, where the build runs the tests. */
    private static final Path DOCS = Path.of("../docs");

    private GeneratedPage() {}

    /** What writes a page anew: for the page itself, and for the message of the test that finds it out of date. */
    public static String command(String test) {
        return "mvn -pl proxy-server -am test -Dtest=" + test
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dupdate-docs";
    }

    /** Fails with the first line that differs, and with the command that mends it. */
    public static void assertCurrent(String name, String expected, Class<?> test) throws IOException {
        Path page = DOCS.resolve(name);
        if (System.getProperty("update-docs") != null) {
            Files.writeString(page, expected);
        }
        String actual = Files.readString(page);
        if (!actual.equals(expected)) {
            fail("docs/" + name + " is not what the code says. " + firstDifference(expected, actual)
                    + "\nTo write it anew: " + command(test.getSimpleName()));
        }
    }

    private static String firstDifference(String expected, String actual) {
        List<String> wanted = List.of(expected.split("\n", -1));
        List<String> found = List.of(actual.split("\n", -1));
        int line = 0;
        while (line < Math.min(wanted.size(), found.size()) && wanted.get(line).equals(found.get(line))) {
            line++;
        }
        return "Line " + (line + 1) + " is\n  " + lineOf(found, line) + "\nand would be\n  " + lineOf(wanted, line);
    }

    private static String lineOf(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "(the end of the page)";
    }
}
