package io.mqttproxy.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The ways in which most values are written. */
public final class Syntaxes {
    /** Any text that is not empty. */
    public static final Syntax<String> TEXT = text("text", "a text", Function.identity(), Function.identity());

    /** A text, or {@code none}. */
    public static final Syntax<Optional<String>> TEXT_OR_NONE = orNone(TEXT);

    /** A whole number from 0. */
    public static final Syntax<Integer> COUNT =
            text("n", "a whole number from 0 to " + Integer.MAX_VALUE, Syntaxes::count, String::valueOf);

    /** Bytes. */
    public static final Syntax<Integer> SIZE =
            text("size", "a size such as 65536, 256KiB or 1MiB, below 2GiB", Sizes::parse, Sizes::format);

    /** A part of a whole. */
    public static final Syntax<Double> SHARE =
            text("share", "a number from 0 to 1, or from 0% to 100%", Shares::parse, Shares::format);

    /** A length of time. */
    public static final Syntax<Duration> DURATION =
            text("time", "a duration such as 500ms, 30s, 5m or 1h", Durations::parse, Durations::format);

    /** A length of time in whole seconds. */
    public static final Syntax<Integer> SECONDS = text(
            "time",
            "a duration in whole seconds such as 30s, 5m or 1h",
            Durations::parseSeconds,
            Durations::formatSeconds);

    /** Yes or no; on the command line the name alone means {@code true}. */
    public static final Syntax<Boolean> FLAG =
            new TextSyntax<>("true|false", "true or false", Syntaxes::flag, String::valueOf, List.of("true", "false"));

    /** The name of a file. */
    public static final Syntax<Path> FILE = text("file", "the name of a file", Path::of, Path::toString);

    /** {@code KEY=VALUE}. */
    public static final Syntax<Map.Entry<String, String>> PAIR = new PairSyntax();

    private Syntaxes() {}

    /** Whether the value of a {@code KEY=VALUE} stands in a file: no message may repeat it. */
    public static boolean isInFile(Raw pair) {
        return pair instanceof Raw.Text given && FileReference.isReference(PairSyntax.value(given));
    }

    /** Reads a duration inside a longer value. */
    public static Duration duration(String text) {
        return Durations.parse(text);
    }

    /**
     * A syntax of one piece of text.
     *
     * @param label stands for the value in help texts: {@code size}
     * @param wanted what a value must be, for the message "'x' is not a size such as 256KiB"
     * @param parser throws {@link IllegalArgumentException} for what it does not understand, or a
     *     {@link BadValueException} whose message is shown instead of {@code wanted}
     */
    public static <T> Syntax<T> text(
            String label, String wanted, Function<String, T> parser, Function<T, String> formatter) {
        return new TextSyntax<>(label, wanted, text -> parser.apply(notEmpty(text)), formatter);
    }

    /** The constants of an enum in lower case, with dashes. */
    public static <E extends Enum<E>> Syntax<E> choice(Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Syntaxes::word).toList();
        return new TextSyntax<>(
                String.join("|", words),
                String.join(" or ", words),
                text -> Stream.of(type.getEnumConstants())
                        .filter(constant -> word(constant).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new),
                Syntaxes::word,
                words);
    }

    /** The values of another syntax, or {@code none}. */
    public static <T> Syntax<Optional<T>> orNone(Syntax<T> syntax) {
        return new OrNone<>(syntax);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String notEmpty(String text) {
        if (text.isBlank()) {
            throw new BadValueException("must not be empty");
        }
        return text;
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 0) {
            throw new IllegalArgumentException(text);
        }
        return count;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
