package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A text file that a setting names. Its errors name the setting, the file and the line.
 *
 * @param setting the long name of the setting
 * @param path as written in the setting
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
            throw new ConfigException(setting, path + " cannot be read: permission denied");
        } catch (IOException e) {
            throw new ConfigException(setting, "cannot read " + path + ": " + e);
        }
    }

    /** An error in one line; lines are numbered from 1. */
    ConfigException error(int line, String problem) {
        return new ConfigException(setting, path + ":" + line + ": " + problem);
    }
}
