package io.mqttproxy.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from its next version without reading it.
 *
 * @param key the inode where there are inodes: a file moved over another may have its time and size
 * @param readable whether this process may read it; a change of permission alone changes nothing else here
 */
record FileStamp(FileTime modified, long size, @Nullable Object key, boolean readable) {
    private static final FileStamp MISSING = new FileStamp(FileTime.fromMillis(0), -1, null, false);

    static FileStamp of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(
                    attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(), Files.isReadable(path));
        } catch (IOException e) {
            return MISSING;
        }
    }
}
