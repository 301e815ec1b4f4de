package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of lines that a setting names, so that every complaint says which setting, file and line it is about.
 *
 * @param setting the long name of the setting
 * @param path as the setting gives it
 */
record SourceFile(String setting, Path path) {

    /**
     * All lines, read as UTF-8.
     *
     * @throws ConfigException when the file cannot be read
     */
    List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            throw new ConfigException(setting, "there is no file '" + path + "'");
        } catch (AccessDeniedException e) {
            throw new ConfigException(setting, path + " may not be read");
        } catch (IOException e) {
            throw new ConfigException(setting, "cannot read " + path + ": " + e);
        }
    }

    /** The complaint about one line; lines count from 1. */
    ConfigException error(int line, String problem) {
        return new ConfigException(setting, path + ":" + line + ": " + problem);
    }
}
