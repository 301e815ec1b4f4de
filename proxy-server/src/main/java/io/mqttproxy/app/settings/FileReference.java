package io.mqttproxy.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A value written as {@code @/path/to/file} stands for the content of that file; {@code @@} stands for a plain {@code @}. */
final class FileReference {
    /** Far more than any secret; a reference to a wrong, huge file must not fill the memory. */
    private static final long LARGEST_FILE = 1024 * 1024;

    private static final Pattern LINE_BREAKS_AT_END = Pattern.compile("[\\r\\n]+\\z");

    private FileReference() {}

    static boolean isReference(String text) {
        return text.startsWith("@") && !text.startsWith("@@");
    }

    /** The text itself, or the content of the file that it refers to, without the line break at its end. */
    static String resolve(String text) {
        if (isReference(text)) {
            return LINE_BREAKS_AT_END.matcher(read(text.substring(1))).replaceFirst("");
        }
        return text.startsWith("@@") ? text.substring(1) : text;
    }

    private static String read(String name) {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > LARGEST_FILE) {
                throw new BadValueException("the file '" + name + "' is larger than 1MiB");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadValueException("there is no file '" + name + "'; write @@ for a value that begins with @");
        } catch (IOException | InvalidPathException e) {
            throw new BadValueException("cannot read the file '" + name + "': " + e.getMessage());
        }
    }
}
