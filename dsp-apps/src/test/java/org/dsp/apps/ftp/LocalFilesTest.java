package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir private Path temp;

    private static void write(Path path) throws IOException {
        ServedFiles.Target target = LocalFiles.create(path);
        target.write(0, ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));
        target.commit();
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.LOCAL_FILE))
                .message()
                .contains(words);
    }

    @Test
    void aFileIsMadeOrReplaced() throws IOException {
        Path file = temp.resolve("f");
        write(file);
        assertThat(file).hasContent("new");
        Files.writeString(file, "old");
        write(file);
        assertThat(file).hasContent("new");
        try (var all = Files.list(temp)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
        Path file = Files.writeString(temp.resolve("f"), "old");
        Path link = Files.createSymbolicLink(temp.resolve("l"), Path.of("f"));
        write(link);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("new");
    }

    @Test
    void whatIsNoFileIsNotReplaced() {
        refused(() -> LocalFiles.create(temp), "cannot write", temp.toString(), "regular");
        refused(() -> LocalFiles.create(Path.of("/dev/null")), "/dev/null", "regular");
        refused(() -> LocalFiles.create(Path.of("/")), "\"/\"");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        refused(() -> LocalFiles.create(temp.resolve("none/f")), "none/f", "no such file");
        refused(() -> LocalFiles.open(temp.resolve("none")), "cannot read", "no such file");
    }

    @Test
    void aDirectoryCannotBeSent() {
        refused(() -> LocalFiles.open(temp), "it is a directory");
    }

    @Test
    void aFileIsRead() throws IOException {
        Path file = Files.writeString(temp.resolve("f"), "old");
        try (FileChannel channel = LocalFiles.open(file)) {
            assertThat(channel.size()).isEqualTo(3);
        }
    }
}
