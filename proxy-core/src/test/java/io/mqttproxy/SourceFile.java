package io.mqttproxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source file as the architecture's laws see it.
 *
 * @param name without folders, such as {@code ReadGate.java}
 * @param packageName from its package declaration
 * @param code the text without comments, so that a comment may mention what the law forbids
 */
record SourceFile(String name, String packageName, String code) {
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.*]+);", Pattern.MULTILINE);

    /** Every file of the production code below a module's folder. */
    static List<SourceFile> ofModule(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(SourceFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceFile read(Path file) {
        try {
            return of(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceFile of(String name, String text) {
        String code = COMMENTS.matcher(text).replaceAll("");
        Matcher declaration = PACKAGE.matcher(code);
        if (!declaration.find()) {
            throw new IllegalArgumentException(name + " has no package");
        }
        return new SourceFile(name, declaration.group(1), code);
    }

    List<String> imports() {
        return IMPORT.matcher(code).results().map(result -> result.group(1)).toList();
    }

    boolean importsFrom(String packagePrefix) {
        return imports().stream().anyMatch(imported -> imported.startsWith(packagePrefix + "."));
    }

    boolean contains(String regex) {
        return Pattern.compile(regex).matcher(code).find();
    }

    @Override
    public String toString() {
        return packageName + "/" + name;
    }
}
