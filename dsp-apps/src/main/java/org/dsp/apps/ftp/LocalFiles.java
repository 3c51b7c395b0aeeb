package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.apps.cli.Safe;

/** The file on the client's side, named by its user. */
final class LocalFiles {
    private LocalFiles() {}

    /**
     * Opens it to be sent.
     *
     * @throws Failure if that is not possible
     */
    static FileChannel open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw failure("cannot read", path, "it is a directory");
            }
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw failure("cannot read", path, e);
        }
    }

    /**
     * Begins it, under a partial name beside its own. A link that is there is followed: the file
     * that it leads to is replaced.
     *
     * @throws Failure if that is not possible
     */
    static ServedFiles.Target create(Path path) {
        try {
            boolean replaces = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            Path plain = replaces ? path.toRealPath() : path.toAbsolutePath();
            if (replaces) {
                checkReplaceable(path);
            }
            Path parent = plain.getParent();
            Path name = plain.getFileName();
            if (parent == null || name == null || name.toString().equals("..")) {
                throw failure("cannot write", path, "it is a directory");
            }
            return begin(parent, name, replaces);
        } catch (IOException e) {
            throw failure("cannot write", path, e);
        }
    }

    private static void checkReplaceable(Path path) {
        if (!Files.isRegularFile(path)) {
            throw failure("cannot write", path, "it is there and not a regular file");
        }
        if (!Files.isWritable(path)) {
            throw failure("cannot write", path, "permission denied");
        }
    }

    private static ServedFiles.Target begin(Path parent, Path name, boolean replaces)
            throws IOException {
        try (SecureDirectoryStream<Path> listed = OpenDirectory.at(parent)) {
            // What an m3ftp that was killed left here; one after the other it would fill the disk.
            StaleParts.clear(listed);
        }
        SecureDirectoryStream<Path> directory = OpenDirectory.at(parent);
        try {
            return PartialFile.begin(directory, name, replaces);
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /** How the program ends because of an error with {@code path}. */
    static Failure failure(String what, Path path, IOException e) {
        return new Failure(ExitStatus.LOCAL_FILE, line(what, path, DiskErrors.words(e)), e);
    }

    private static Failure failure(String what, Path path, String why) {
        return new Failure(ExitStatus.LOCAL_FILE, line(what, path, why));
    }

    private static String line(String what, Path path, String why) {
        return what + " " + Safe.quoted(path.toString()) + " here: " + why;
    }
}
