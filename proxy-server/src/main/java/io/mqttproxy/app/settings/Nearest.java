package io.mqttproxy.app.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The name with the fewest edits (insert, delete, replace, swap neighbours) to the unknown one, as the end of a sentence;
     * nothing when half of it would have to change. Case, dashes, dots and underscores count for nothing.
     */
    public static String hint(String unknown, Collection<String> names) {
        String wanted = plain(unknown);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(wanted, plain(name))))
                .filter(name -> distance(wanted, plain(name)) < (wanted.length() + 1) / 2)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }

    private static int distance(String left, String right) {
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(edits, left, i, right, j);
            }
        }
        return edits[left.length()][right.length()];
    }

    private static int fewest(int[][] edits, String left, int i, String right, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int fewest = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
