package io.mqttproxy.app.settings;

import io.mqttproxy.config.ConfigException;
import java.util.List;
import java.util.function.Function;

/**
 * The syntax of values that are a piece of text, or a reference to a file that holds it.
 *
 * @param wanted what a value must be, for the message "'x' is not a size such as 256KiB"
 * @param parser throws {@link IllegalArgumentException} for what it does not understand
 */
record TextSyntax<T>(
        String label, String wanted, Function<String, T> parser, Function<T, String> formatter, List<String> choices)
        implements Syntax<T> {

    TextSyntax {
        choices = List.copyOf(choices);
    }

    TextSyntax(String label, String wanted, Function<String, T> parser, Function<T, String> formatter) {
        this(label, wanted, parser, formatter, List.of());
    }

    @Override
    public T parse(Raw raw) {
        if (!(raw instanceof Raw.Text given)) {
            throw new BadValueException("must be " + wanted + ", not a mapping");
        }
        String text = FileReference.resolve(given.text());
        try {
            return parser.apply(text);
        } catch (BadValueException | ConfigException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadValueException("'" + given.text() + "' is not " + wanted);
        }
    }

    @Override
    public String format(T value) {
        return formatter.apply(value);
    }
}
