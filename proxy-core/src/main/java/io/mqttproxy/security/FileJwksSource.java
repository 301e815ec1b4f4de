package io.mqttproxy.security;

import java.nio.file.Path;
import java.util.List;

/** Reads the key set from a file. */
final class FileJwksSource implements JwksSource {
    private final Path path;
    private final WatchedFiles file;

    FileJwksSource(Path path) {
        this.path = path;
        this.file = new WatchedFiles(List.of(path));
    }

    @Override
    public String read() {
        return String.join("\n", new SourceFile(SETTING, path).lines());
    }

    @Override
    public boolean hasChanged() {
        return file.haveChanged();
    }

    @Override
    public void markRead() {
        file.markRead();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
