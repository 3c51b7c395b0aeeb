package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/** Directories that stay the same one, whatever becomes of their names. */
final class OpenDirectory {
    private OpenDirectory() {}

    /** Opens one, links followed; the caller closes it. */
    @SuppressWarnings("StreamResourceLeak") // it is returned, or closed
    static SecureDirectoryStream<Path> at(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new FileSystemException(
                directory.toString(), "", "this system cannot open files relative to a directory");
    }
}
