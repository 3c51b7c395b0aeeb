package org.dsp.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A temporary directory whose path is short enough for Unix sockets (at most 107 bytes with the
 * file's name), however deep the source tree is. Removed on close, with all that is in it.
 */
public final class ShortDir implements AutoCloseable {
    /** Longest path of such a directory, in bytes: leaves 40 for the names of sockets in it. */
    static final int LONGEST = 67;

    private static final Path FALLBACK = Path.of("/tmp");

    private final Path path;

    private ShortDir(Path path) {
        this.path = path;
    }

    /** A new directory, empty, only for this user. */
    public static ShortDir create(String prefix) {
        Path wanted = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Path made = Files.createTempDirectory(wanted, prefix);
            if (made.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
                return new ShortDir(made);
            }
            Files.delete(made);
            return new ShortDir(Files.createTempDirectory(FALLBACK, prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory in " + wanted, e);
        }
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** A path in it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // A daemon that ends removes its socket itself, maybe just now.
            if (Files.exists(file)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
            if (e != null) {
                throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
