package org.dsp.apps.ftp;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
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
 * file that it replaces, so a private one stays private.
 */
final class PartialFile implements ServedFiles.Target {
    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, NOFOLLOW_LINKS);

    private final SecureDirectoryStream<Path> directory;
    private final Path name;
    private final Path partial;
    private final SeekableByteChannel channel;
    private boolean done;

    private PartialFile(
            SecureDirectoryStream<Path> directory,
            Path name,
            Path partial,
            SeekableByteChannel channel) {
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
        Path partial = name.getFileSystem().getPath(PartialNames.next());
        if (!replaces) {
            return new PartialFile(
                    directory, name, partial, directory.newByteChannel(partial, CREATE));
        }
        Set<PosixFilePermission> permissions = view(directory, name).readAttributes().permissions();
        FileAttribute<?> atMost = PosixFilePermissions.asFileAttribute(permissions);
        PartialFile file =
                new PartialFile(
                        directory,
                        name,
                        partial,
                        directory.newByteChannel(partial, CREATE, atMost));
        try {
            view(directory, partial).setPermissions(permissions);
        } catch (IOException e) {
            file.remove();
            throw e;
        }
        return file;
    }

    private static PosixFileAttributeView view(SecureDirectoryStream<Path> directory, Path name) {
        return directory.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        channel.position(position);
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    @Override
    public void commit() throws IOException {
        channel.close();
        directory.move(partial, directory, name);
        done = true;
        directory.close();
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
