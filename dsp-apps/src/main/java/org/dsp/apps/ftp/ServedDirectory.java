package org.dsp.apps.ftp;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.dsp.ipc.ErrorCode;

/**
 * The regular files below one directory, and nothing else. Links are followed while they stay
 * inside.
 *
 * <p>A name is first resolved, links and all, and must come out below the directory. What it came
 * out as is then opened one directory at a time from the served one, following no link: so a link
 * that somebody puts in meanwhile leads to an error, not out. Thread-safe.
 */
final class ServedDirectory implements ServedFiles {
    private final Path root;
    private final boolean readOnly;

    /** A file's directory, opened, and its name in it. */
    private record Place(SecureDirectoryStream<Path> directory, Path name) {}

    private ServedDirectory(Path root, boolean readOnly) {
        this.root = root;
        this.readOnly = readOnly;
    }

    /**
     * What is below {@code root}.
     *
     * @param readOnly refuse to write
     * @throws IOException if it is no directory that can be listed, or the system cannot open files
     *     relative to a directory
     */
    static ServedDirectory at(Path root, boolean readOnly) throws IOException {
        Path real = root.toRealPath();
        OpenDirectory.at(real).close();
        return new ServedDirectory(real, readOnly);
    }

    /** The directory, without links. */
    Path root() {
        return root;
    }

    /**
     * Removes partial files below it that servers which were killed have left; nothing when it only
     * reads. May take long in a big tree. Returns how many.
     */
    int clearStale() {
        if (readOnly) {
            return 0;
        }
        try (SecureDirectoryStream<Path> directory = OpenDirectory.at(root)) {
            return StaleParts.clearAll(directory);
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public Source open(RemotePath path) throws IOException {
        Place place = place(inside(relative(path.names())));
        try {
            checkRegular(place);
            return OpenFile.open(place.directory(), place.name());
        } finally {
            place.directory().close();
        }
    }

    @Override
    public Target create(RemotePath path) throws IOException {
        if (readOnly) {
            throw new Refusal(ErrorCode.EDVSACCES, "this server only reads");
        }
        Place place = place(destination(path));
        try {
            Optional<BasicFileAttributes> present = present(place);
            if (present.isPresent()) {
                checkRegular(present.get());
                if (!Files.isWritable(root.resolve(inside(relative(path.names()))))) {
                    throw new Refusal(ErrorCode.EDVSACCES, "permission denied");
                }
            }
            return PartialFile.begin(place.directory(), place.name(), present.isPresent());
        } catch (IOException | RuntimeException e) {
            place.directory().close();
            throw e;
        }
    }

    /** Where a new file goes: links in its directory, and a link of its own name, are followed. */
    private Path destination(RemotePath path) throws IOException {
        Path parent = inside(relative(path.parents()));
        Path plain = parent.resolve(relative(List.of(path.last())));
        if (!Files.isSymbolicLink(root.resolve(plain))) {
            return plain;
        }
        try {
            return inside(plain);
        } catch (NoSuchFileException e) {
            throw new Refusal(ErrorCode.EDVSACCES, "it is a link that leads nowhere");
        }
    }

    private Path relative(List<String> names) {
        try {
            return root.getFileSystem().getPath(String.join("/", names));
        } catch (InvalidPathException e) {
            throw new Refusal(ErrorCode.EDVSINVAL, "the name cannot be encoded in this locale");
        }
    }

    /** Resolves every link of {@code path}; relative to the served directory before and after. */
    private Path inside(Path path) throws IOException {
        Path real = root.resolve(path).toRealPath();
        if (!real.startsWith(root)) {
            throw new Refusal(ErrorCode.EDVSACCES, "a link leads out of the served directory");
        }
        return root.relativize(real);
    }

    private Place place(Path path) throws IOException {
        Path name = path.getFileName();
        if (name.toString().isEmpty()) {
            throw new Refusal(ErrorCode.EDVSBADFILE, "it is the served directory itself");
        }
        SecureDirectoryStream<Path> directory = OpenDirectory.at(root);
        Path parent = path.getParent();
        if (parent != null) {
            for (Path step : parent) {
                directory = enter(directory, step);
            }
        }
        return new Place(directory, name);
    }

    private static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> from, Path step)
            throws IOException {
        try (from) {
            return from.newDirectoryStream(step, NOFOLLOW_LINKS);
        }
    }

    private static Optional<BasicFileAttributes> present(Place place) throws IOException {
        try {
            return Optional.of(attributes(place));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes attributes(Place place) throws IOException {
        return place.directory()
                .getFileAttributeView(place.name(), BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** Before it is opened: to open a FIFO waits, to open some devices acts. */
    private static void checkRegular(Place place) throws IOException {
        checkRegular(attributes(place));
    }

    private static void checkRegular(BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            throw new Refusal(ErrorCode.EDVSBADFILE, "it is a directory");
        }
        if (!attributes.isRegularFile()) {
            throw new Refusal(ErrorCode.EDVSBADFILE, "it is a device, FIFO, socket or link");
        }
    }
}
