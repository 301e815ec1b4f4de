package io.mqttproxy.security;

import java.nio.file.Path;
import java.util.List;

/**
 * Files whose changes count once they have settled: a file that is just being written may lack the rule that denies.
 * Make it before the files are read: a change in between is found later. Used by one thread at a time.
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

    /** Whether one is new since the last time that this said so, and all are as they were at the last call. */
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

    /** They are about to be read, whoever asked for it: what they hold now has then been seen. */
    void areRead() {
        reported = stamps();
    }

    /**
     * What they hold could not be used: as long as that is so, they have changed. A file that becomes readable has the stamp
     * that it had.
     */
    void rejected() {
        reported = List.of();
    }

    private List<FileStamp> stamps() {
        return paths.stream().map(FileStamp::of).toList();
    }
}
