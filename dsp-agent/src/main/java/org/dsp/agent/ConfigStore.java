package org.dsp.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.dsp.core.agent.StoredConfig;

/**
 * The configuration that a node keeps: one file, replaced as a whole. A daemon that dies, or a disk
 * that is full, at any moment leaves the old one or the new one. Only its owner reads it: it may
 * hold passwords. One thread.
 */
public final class ConfigStore {
    private static final Set<StandardOpenOption> WRITE =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);

    private final Path file;
    private final Path draft;

    /**
     * @param directory is made when it is missing
     * @param nodeId whose configuration it is
     */
    public ConfigStore(Path directory, int nodeId) {
        this.file = directory.resolve("node" + nodeId + ".config");
        this.draft = directory.resolve("node" + nodeId + ".config.new");
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * What was saved last.
     *
     * @throws ConfigStoreException if the file cannot be read, or is not what was saved
     */
    public Optional<StoredConfig> load() {
        try {
            return Optional.of(StoredText.parse(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigStoreException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Replaces what is saved; on disk when this returns.
     *
     * @throws ConfigStoreException if it cannot be written: the old one stays
     */
    public void save(StoredConfig config) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            write(StoredText.bytes(config));
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } catch (IOException e) {
            throw new ConfigStoreException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(byte[] bytes) throws IOException {
        Files.deleteIfExists(draft);
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        WRITE,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** The new name is on disk only when the directory is. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
