package org.dsp.apps.ftp;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is written under a partial name and then renamed. It takes the permissions of the
 * file that it replaces, so a private one stays private. What was written is on the disk before the
 * file has its name: a machine that goes down leaves the old file or the whole new one.
 *
 * <p>As long as it is written it is locked, so that {@link StaleParts} lets it be.
 */
final class PartialFile implements ServedFiles.Target {
    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, NOFOLLOW_LINKS);

    /** In bytes. */
    private static final long SYNC_EVERY = 64 << 20;

    private final SecureDirectoryStream<Path> directory;
    private final Path name;
    private final Path partial;
    private final FileChannel channel;
    private long unsynced;
    private boolean done;

    private PartialFile(
            SecureDirectoryStream<Path> directory, Path name, Path partial, FileChannel channel) {
        this.directory = directory;
        this.name = name;
        this.partial = partial;
        this.channel = channel;
    }

    /**
     * Begins it, and takes {@code directory} over if that succeeds.
     *
     * @param replaces whether there is such a file now
     */
    static PartialFile begin(SecureDirectoryStream<Path> directory, Path name, boolean replaces)
            throws IOException {
        if (!replaces) {
            return claimed(directory, name);
        }
        Set<PosixFilePermission> permissions = view(directory, name).readAttributes().permissions();
        PartialFile file =
                claimed(directory, name, PosixFilePermissions.asFileAttribute(permissions));
        try {
            view(directory, file.partial).setPermissions(permissions);
        } catch (IOException e) {
            file.remove();
            throw e;
        }
        return file;
    }

    /**
     * A new one, locked. Somebody who clears up may have been between us and the lock: once more.
     */
    private static PartialFile claimed(
            SecureDirectoryStream<Path> directory, Path name, FileAttribute<?>... attributes)
            throws IOException {
        while (true) {
            Path partial = name.getFileSystem().getPath(PartialNames.next());
            FileChannel channel =
                    (FileChannel) directory.newByteChannel(partial, CREATE, attributes);
            if (PartialLock.take(channel) && exists(directory, partial)) {
                return new PartialFile(directory, name, partial, channel);
            }
            channel.close();
        }
    }

    private static boolean exists(SecureDirectoryStream<Path> directory, Path partial)
            throws IOException {
        try {
            return view(directory, partial).readAttributes().isRegularFile();
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    private static PosixFileAttributeView view(SecureDirectoryStream<Path> directory, Path name) {
        return directory.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        channel.position(position);
        unsynced += from.remaining();
        while (from.hasRemaining()) {
            channel.write(from);
        }
        if (unsynced > SYNC_EVERY) {
            // Bit by bit, so that the end of a big file does not keep its client waiting.
            channel.force(false);
            unsynced = 0;
        }
    }

    @Override
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        directory.move(partial, directory, name);
        done = true;
        syncDirectory();
        directory.close();
    }

    /** The new name, too, is to be there after the machine went down. */
    private void syncDirectory() throws IOException {
        Path itself = name.getFileSystem().getPath(".");
        try (SeekableByteChannel open =
                directory.newByteChannel(itself, Set.of(StandardOpenOption.READ))) {
            ((FileChannel) open).force(true);
        }
    }

    @Override
    public void discard() throws IOException {
        if (!done) {
            remove();
            directory.close();
        }
    }

    private void remove() throws IOException {
        done = true;
        channel.close();
        try {
            directory.deleteFile(partial);
        } catch (NoSuchFileException e) {
            // Somebody else has removed it: that is what was wanted.
            done = true;
        }
    }
}
