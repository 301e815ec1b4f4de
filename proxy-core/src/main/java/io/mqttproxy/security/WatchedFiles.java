package io.mqttproxy.security;

import java.nio.file.Path;
import java.util.List;

/**
 * Detects changed files, but only once they have stopped changing: a file that is still being written
 * may lack the rule that denies. Create this object before reading the files, so that a change in
 * between is detected later. Used by one thread at a time.
 */
final class WatchedFiles {
    private final List<Path> paths;
    private List<FileStamp> reported;
    private List<FileStamp> last;

    WatchedFiles(List<Path> paths) {
        this.paths = List.copyOf(paths);
        this.reported = stamps();
        this.last = reported;
    }

    /**
     * Whether a file has changed since this method last returned true or {@link #markRead} was called,
     * and none has changed since the last call.
     */
    boolean haveChanged() {
        List<FileStamp> stamps = stamps();
        boolean settled = stamps.equals(last);
        last = stamps;
        if (!settled || stamps.equals(reported)) {
            return false;
        }
        reported = stamps;
        return true;
    }

    /** The files are about to be read: their present content counts as seen, whoever asked for it. */
    void markRead() {
        reported = stamps();
    }

    /**
     * Tells that the content of the files could not be used. They then count as changed until they can
     * be used: a file that becomes readable again may have its old stamp.
     */
    void rejected() {
        reported = List.of();
    }

    private List<FileStamp> stamps() {
        return paths.stream().map(FileStamp::of).toList();
    }
}
