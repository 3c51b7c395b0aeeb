package org.dsp.agent.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * The programs that run, a file for each, so that the next daemon can end what this one leaves
 * behind. A file is replaced as a whole; it is not forced to the disk, since no program outlives
 * the machine. One thread.
 */
final class Journal {
    private static final Logger LOG = LaunchLog.LOG;
    private static final String SUFFIX = ".run";
    private static final String DRAFT = ".run.new";
    private static final FileAttribute<?> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;

    /**
     * @param directory exists, and only its owner can read it
     */
    Journal(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes or replaces an entry.
     *
     * @throws LaunchException if it cannot: the program may not run
     */
    void put(String name, JournalEntry entry) {
        Path draft = directory.resolve(name + DRAFT);
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, OWNER);
            Files.writeString(draft, entry.text(), StandardOpenOption.WRITE);
            Files.move(
                    draft,
                    directory.resolve(name + SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LaunchException("the journal cannot be written: " + e, e);
        }
    }

    /** Removes an entry, if it is there. */
    void remove(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name + SUFFIX));
            Files.deleteIfExists(directory.resolve(name + DRAFT));
        } catch (IOException e) {
            LOG.warn("the journal's {} cannot be removed: {}", name, e.toString());
        }
    }

    /** What a daemon before this one left, by names. What cannot be read is said, and removed. */
    Map<String, JournalEntry> leftovers() {
        Map<String, JournalEntry> found = new LinkedHashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - SUFFIX.length());
                try {
                    found.put(name, JournalEntry.parse(Files.readString(file)));
                } catch (IOException | IllegalArgumentException e) {
                    LOG.warn(
                            "the journal's {} is not readable, its program is lost: {}",
                            name,
                            e.toString());
                    remove(name);
                }
            }
        } catch (IOException e) {
            throw new LaunchException("the journal in " + directory + " cannot be read: " + e, e);
        }
        return found;
    }
}
