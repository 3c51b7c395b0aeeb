package org.dsp.apps.ftp;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Removes what writers that were killed have left: partial files that nobody has locked. Several
 * servers may share a directory. Links are not followed; what cannot be looked at stays.
 */
final class StaleParts {
    /** Each level is an open directory. */
    private static final int DEEPEST = 64;

    private StaleParts() {}

    /** Clears one directory; returns how many files it removed. */
    static int clear(SecureDirectoryStream<Path> directory) {
        return clear(directory, 0);
    }

    /** Clears a directory and all below; returns how many files it removed. */
    static int clearAll(SecureDirectoryStream<Path> directory) {
        return clear(directory, DEEPEST);
    }

    private static int clear(SecureDirectoryStream<Path> directory, int levelsBelow) {
        int removed = 0;
        try {
            for (Path entry : directory) {
                Path name = entry.getFileName();
                if (PartialNames.isPartial(name.toString())) {
                    removed += removed(directory, name) ? 1 : 0;
                } else if (levelsBelow > 0) {
                    removed += clearBelow(directory, name, levelsBelow - 1);
                }
            }
        } catch (DirectoryIteratorException unreadable) {
            return removed;
        }
        return removed;
    }

    private static int clearBelow(SecureDirectoryStream<Path> from, Path name, int levelsBelow) {
        try {
            if (!attributes(from, name).isDirectory()) {
                return 0;
            }
            try (SecureDirectoryStream<Path> below =
                    from.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                return clear(below, levelsBelow);
            }
        } catch (IOException goneOrForbidden) {
            return 0;
        }
    }

    private static boolean removed(SecureDirectoryStream<Path> directory, Path name) {
        if (PartialNames.isOurs(name.toString())) {
            return false;
        }
        try {
            if (!attributes(directory, name).isRegularFile()) {
                return false;
            }
            try (FileChannel file =
                    (FileChannel)
                            directory.newByteChannel(
                                    name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
                if (!PartialLock.takeStale(file)) {
                    return false;
                }
                directory.deleteFile(name);
                return true;
            }
        } catch (IOException goneOrForbidden) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
            throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes();
    }
}
