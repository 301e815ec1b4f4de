package io.mqttproxy.security;

import java.nio.file.Path;
import java.util.List;

/**
 * Notices that files have changed, but only when two looks in a row find them the same: a file that is still being written
 * may lack the rule that denies. Create it before reading the files, or a change in between goes unnoticed. Used by one
 * thread at a time.
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

    /** Whether a file differs from what was last reported as changed, and all are as the previous call found them. */
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
     * Makes every following look report a change, because the files could not be used: what is wrong may be mended without a
     * change of their stamps.
     */
    void rejected() {
        reported = List.of();
    }

    private List<FileStamp> stamps() {
        return paths.stream().map(FileStamp::of).toList();
    }
}
