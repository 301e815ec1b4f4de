package io.mqttproxy.app.settings;

import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Predicate;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lists options as a manual page does: the name on a line of its own, because ours are long, the text indented below.
 * Lines break at spaces only, so that addresses and property names stay whole.
 */
final class OptionsHelp implements IHelpSectionRenderer {
    private static final String INDENT = "      ";

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder("%nOptions:%n".formatted());
        List<OptionSpec> ungrouped = help.commandSpec().options().stream()
                .filter(Predicate.not(OptionSpec::hidden))
                .filter(option -> option.group() == null)
                .toList();
        append(text, ungrouped, help);
        for (ArgGroupSpec group : help.commandSpec().argGroups()) {
            text.append(String.valueOf(group.heading()).formatted());
            append(text, group.options(), help);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<OptionSpec> options, Help help) {
        int width = help.commandSpec().usageMessage().width();
        for (OptionSpec option : options) {
            String names = String.join(", ", option.names());
            String label = option.arity().max() == 0
                    ? ""
                    : help.parameterLabelRenderer()
                            .renderParameterLabel(option, help.ansi(), List.of())
                            .toString();
            text.append("  ")
                    .append(help.colorScheme().optionText(names))
                    .append(label)
                    .append(System.lineSeparator());
            text.append(wrapped(String.join(" ", option.description()), width));
        }
    }

    private static String wrapped(String description, int width) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(INDENT);
        for (StringTokenizer words = new StringTokenizer(description); words.hasMoreTokens(); ) {
            String word = words.nextToken();
            if (line.length() + 1 + word.length() >= width) {
                lines.append(line.toString().stripTrailing()).append(System.lineSeparator());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        return lines.append(line.toString().stripTrailing())
                .append(System.lineSeparator())
                .toString();
    }
}
