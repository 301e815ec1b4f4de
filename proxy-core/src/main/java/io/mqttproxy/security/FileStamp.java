package io.mqttproxy.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a file that reveal a change without reading the file.
 *
 * @param key the inode where the file system has inodes: a file moved over another may have the same
 *     time and size
 * @param readable whether this process may read the file: a change of permissions leaves the other
 *     attributes as they are
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
