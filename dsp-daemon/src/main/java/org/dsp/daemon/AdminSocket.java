package org.dsp.daemon;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.dsp.core.config.AdminSettings;

/**
 * The place of the admin socket in the file system. Its mode is what guards it: whoever may connect
 * may do everything. Blocks on the file system: never on the event loop.
 */
final class AdminSocket {
    private static final String OWNER = "rw-------";
    private static final String OWNER_AND_GROUP = "rw-rw----";

    private AdminSocket() {}

    /**
     * Listens there, without blocking, in place of what a dead daemon left.
     *
     * @throws StartException if it cannot, or another daemon does
     */
    static ServerSocketChannel listen(AdminSettings settings) {
        Path path = settings.adminSocket();
        try {
            clear(path);
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                listener.configureBlocking(false);
                listener.bind(UnixDomainSocketAddress.of(path));
                String mode = settings.adminSocketGroupAccess() ? OWNER_AND_GROUP : OWNER;
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
                turnAway(listener);
                return listener;
            } catch (IOException e) {
                listener.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(path, "cannot be used: " + e, e);
        }
    }

    /** Whoever connected before the mode was set need not have been allowed to. */
    private static void turnAway(ServerSocketChannel listener) throws IOException {
        for (SocketChannel early = listener.accept(); early != null; early = listener.accept()) {
            early.close();
        }
    }

    private static void clear(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw unusable(path, "exists and is no socket; remove it", null);
        }
        if (answers(path)) {
            throw new StartException(
                    ExitCode.ALREADY_RUNNING, "another daemon has the admin socket " + path);
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

    private static StartException unusable(Path path, String why, Throwable cause) {
        return new StartException(ExitCode.SOCKET, "admin socket " + path + " " + why, cause);
    }
}
