package org.dsp.dvk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.dsp.core.config.AttachSettings;

/**
 * The place of the attach socket in the file system: who may have it, what a dead daemon left
 * there, who may connect.
 *
 * <p>A lock on the file beside it, {@code NAME.lock}, decides between two daemons; the kernel drops
 * it with its holder, also after kill -9. The file stays: removing a lock file is a race, and one
 * that nobody locks means nothing. Blocks on the file system: never on the event loop.
 */
final class SocketFile implements AutoCloseable {
    /** Everybody may connect; who it is, the socket's credentials say. */
    private static final String SOCKET_MODE = "rw-rw-rw-";

    private static final String DIRECTORY_MODE = "rwxr-xr-x";

    private final Path path;
    private final FileChannel lockFile;

    private SocketFile(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Claims the path for this process and clears what a dead daemon left there.
     *
     * @param owner who claims it, told to the next one who tries
     * @throws AttachSocketException if another daemon has it, or it cannot be used
     */
    static SocketFile claim(Path path, String owner) {
        if (!AttachSettings.fits(path.toString())) {
            throw AttachSocketException.unusable(
                    "socket path "
                            + path
                            + " has "
                            + path.toString().getBytes(StandardCharsets.UTF_8).length
                            + " bytes; allowed "
                            + AttachSettings.SOCKET_MAX,
                    null);
        }
        try {
            createDirectory(path.toAbsolutePath().getParent());
            FileChannel lockFile = lock(path, owner);
            try {
                clearDeadSocket(path);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
            return new SocketFile(path, lockFile);
        } catch (IOException e) {
            throw AttachSocketException.unusable(
                    "socket " + path + " cannot be used: " + describe(e), e);
        }
    }

    private static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            createDirectory(parent);
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(directory)) {
                throw raced;
            }
        }
        // Explicitly: the umask may have taken what others need to reach the socket.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(DIRECTORY_MODE));
    }

    private static FileChannel lock(Path path, String owner) throws IOException {
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        FileChannel file =
                FileChannel.open(
                        lockPath,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (!tryLock(file)) {
                throw AttachSocketException.served(
                        "another daemon (" + read(file) + ") serves " + path + " already");
            }
            file.truncate(0);
            file.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(256);
        file.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    private static void clearDeadSocket(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw AttachSocketException.unusable(
                    path + " exists and is no socket; remove it, or choose another 'socket'", null);
        }
        if (answers(path)) {
            throw AttachSocketException.served("another program serves " + path + " already");
        }
        Files.delete(path);
    }

    private static boolean answers(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Not to wait for one that is alive but does not accept.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException nobody) {
            return false;
        }
    }

    /** Opens the bound socket to everybody. */
    void bound() {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(SOCKET_MODE));
        } catch (IOException e) {
            throw AttachSocketException.unusable(
                    "socket " + path + " cannot be opened to others: " + describe(e), e);
        }
    }

    /** Removes the socket and gives the path back. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
            lockFile.close();
        } catch (IOException e) {
            throw AttachSocketException.unusable(
                    "socket " + path + " cannot be removed: " + describe(e), e);
        }
    }

    private static String describe(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied: " + e.getMessage();
        }
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
