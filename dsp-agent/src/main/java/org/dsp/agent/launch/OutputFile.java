package org.dsp.agent.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;

/**
 * A program's output on disk: {@code x.out}, before it {@code x.out.1}, and so on; never more than
 * was asked for. What cannot be written is dropped: a full disk does not stop a program. One
 * thread.
 */
final class OutputFile implements AutoCloseable {
    private static final Logger LOG = LaunchLog.LOG;

    /** Never where a link leads. */
    private static final Set<OpenOption> APPEND =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final long bytes;
    private final int files;
    private FileChannel channel;
    private long size;
    private long dropped;

    /**
     * Opens it, behind what is there.
     *
     * @param bytes of one file at most
     * @param files kept at most, at least 1
     * @throws IOException if it cannot be opened
     */
    OutputFile(Path file, long bytes, int files) throws IOException {
        this.file = file;
        this.bytes = bytes;
        this.files = files;
        channel = open();
        size = channel.size();
    }

    /** Adds the rest of a buffer. */
    void write(ByteBuffer output) {
        while (output.hasRemaining()) {
            int all = output.limit();
            try {
                if (!channel.isOpen()) {
                    channel = open();
                    size = channel.size();
                }
                if (size >= bytes) {
                    rotate();
                }
                int room = (int) Math.min(output.remaining(), bytes - size);
                output.limit(output.position() + room);
                size += channel.write(output);
            } catch (IOException e) {
                drop(output, e);
            } finally {
                output.limit(all);
            }
        }
    }

    private void drop(ByteBuffer output, IOException why) {
        if (dropped == 0) {
            LOG.warn("output to {} is dropped: {}", file, why.toString());
        }
        dropped += output.remaining();
        output.position(output.limit());
    }

    /** A failure on the way leaves the file as it was; the next write tries again. */
    private void rotate() throws IOException {
        channel.close();
        for (int i = files - 1; i >= 1; i--) {
            Path from = i == 1 ? file : numbered(i - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(file);
        channel = open();
        size = 0;
    }

    private Path numbered(int i) {
        return file.resolveSibling(file.getFileName() + "." + i);
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                APPEND,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    }

    /** Bytes that could not be written. */
    long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} cannot be closed: {}", file, e.toString());
        }
        if (dropped > 0) {
            LOG.warn("{} bytes of output to {} were dropped", dropped, file);
        }
    }
}
