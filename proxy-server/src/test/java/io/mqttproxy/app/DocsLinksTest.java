package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page sends its reader to a file or a heading that is not there. */
class DocsLinksTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?)\\s*$", Pattern.MULTILINE);

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("`code`"));
            while (link.find()) {
                links++;
                if (!link.group(1).contains("://") && !leadsSomewhere(page, link.group(1))) {
                    broken.add(page + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 50, links + " links");
    }

    /** Without one of its ends, a block turns the rest of the page inside out. */
    @Test
    void everyBlockOfCodeBeginsAndEnds() throws IOException {
        for (Path page : pages()) {
            long fences = Files.readString(page)
                    .lines()
                    .filter(line -> line.stripLeading().startsWith("```"))
                    .count();
            assertEquals(0, fences % 2, page + " has a code block with one end only");
        }
    }

    @Test
    void anAnchorIsWhatTheForgeMakesOfAHeading() {
        assertEquals("dead-letters-and-on-reject", anchor("Dead letters, and `on-reject`"));
        assertEquals("mqtt-50-in-short", anchor("MQTT 5.0 in [short](x.md)"));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = new ArrayList<>(
                    docs.filter(path -> path.toString().endsWith(".md")).toList());
            pages.add(ROOT.resolve("README.md"));
            return pages;
        }
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(linked) && (hash < 0 || anchors(linked).contains(target.substring(hash + 1)));
    }

    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .toList();
    }

    private static String anchor(String heading) {
        return LINK.matcher(heading)
                .replaceAll(link -> Matcher.quoteReplacement(
                        link.group().substring(1, link.group().indexOf(']'))))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
