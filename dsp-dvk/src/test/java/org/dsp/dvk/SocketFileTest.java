package org.dsp.dvk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
    @TempDir Path dir;

    @Test
    void theDirectoryIsMadeForEverybodyToReachTheSocket() throws IOException {
        Path path = dir.resolve("a/b/dvk.sock");

        SocketFile.claim(path, "me").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("a/b"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatADeadDaemonLeftIsReplaced() throws IOException {
        Path path = dir.resolve("dvk.sock");
        ServerSocketChannel dead = listen(path);
        dead.close();
        assertThat(path).exists();

        SocketFile file = SocketFile.claim(path, "me");

        assertThat(path).doesNotExist();
        file.close();
    }

    @Test
    void aSocketThatAnswersIsLeftAlone() throws IOException {
        Path path = dir.resolve("dvk.sock");
        try (ServerSocketChannel alive = listen(path)) {
            AttachSocketException e = refused(path);

            assertThat(e.served()).isTrue();
            assertThat(e).hasMessage("another program serves " + path + " already");
            assertThat(alive.isOpen()).isTrue();
            assertThat(path).exists();
        }
    }

    @Test
    void aSecondDaemonIsToldWhoTheFirstIs() {
        Path path = dir.resolve("dvk.sock");
        SocketFile first = SocketFile.claim(path, "pid 17, node 3");

        AttachSocketException e = refused(path);

        assertThat(e.served()).isTrue();
        assertThat(e).hasMessage("another daemon (pid 17, node 3) serves " + path + " already");
        first.close();
    }

    @Test
    void aLockThatNobodyHoldsMeansNothing() {
        Path path = dir.resolve("dvk.sock");
        SocketFile.claim(path, "pid 17, node 3, a long line of text").close();

        SocketFile.claim(path, "me").close();

        assertThat(dir.resolve("dvk.sock.lock")).hasContent("me");
    }

    @Test
    void anotherKindOfFileIsNeverRemoved() throws IOException {
        Path path = Files.writeString(dir.resolve("dvk.sock"), "precious");

        AttachSocketException e = refused(path);

        assertThat(e.served()).isFalse();
        assertThat(e).hasMessageContaining("exists and is no socket");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithItsLength() {
        Path path = dir.resolve("x".repeat(120));

        AttachSocketException e = refused(path);

        assertThat(e.served()).isFalse();
        assertThat(e).hasMessageContaining("bytes; allowed 107");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(dir.resolve("file"), "");

        AttachSocketException e = refused(dir.resolve("file/dvk.sock"));

        assertThat(e).hasMessageContaining("cannot be used").hasMessageContaining("file");
    }

    private static AttachSocketException refused(Path path) {
        return catchThrowableOfType(
                AttachSocketException.class, () -> SocketFile.claim(path, "me"));
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path));
    }
}
