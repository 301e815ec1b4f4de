package io.mqttproxy.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keys from a file. */
final class FileJwksSource implements JwksSource {
    private final Path path;
    private final WatchedFiles file;

    FileJwksSource(Path path) {
        this.path = path;
        this.file = new WatchedFiles(List.of(path));
    }

    @Override
    public String read() throws IOException {
        return Files.readString(path);
    }

    @Override
    public boolean hasChanged() {
        return file.haveChanged();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
