package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StalePartsTest {
    private static final String STALE = ".m3ftp-00000000-0123456789abcdef.part";

    @TempDir Path temp;
    private Path root;

    @BeforeEach
    void root() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
    }

    @Test
    void aFileThatNobodyWritesIsRemovedHoweverDeep() throws IOException {
        Path deep = Files.createDirectories(root.resolve("a/b/c"));
        Files.createFile(root.resolve(STALE));
        Files.createFile(deep.resolve(STALE));
        Path other = Files.createFile(deep.resolve("other"));

        assertThat(ServedDirectory.at(root, false).clearStale()).isEqualTo(2);

        assertThat(root.resolve(STALE)).doesNotExist();
        assertThat(deep.resolve(STALE)).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void aServerThatOnlyReadsRemovesNothing() throws IOException {
        Path stale = Files.createFile(root.resolve(STALE));

        assertThat(ServedDirectory.at(root, true).clearStale()).isZero();
        assertThat(stale).exists();
    }

    @Test
    void aFileOfThisProcessIsNotEvenLookedAt() throws IOException {
        ServedDirectory served = ServedDirectory.at(root, false);
        ServedFiles.Target target = served.create(RemotePath.of(ByteBuffer.wrap(new byte[] {'f'})));

        assertThat(served.clearStale()).isZero();

        target.commit();
        assertThat(root.resolve("f")).exists();
    }

    @Test
    void aFileThatAnotherProcessWritesStaysUntilThatIsKilled() throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PartialWriter.class.getName(),
                        root.resolve("f").toString());
        Process writer = new ProcessBuilder(command).start();
        try {
            assertThat(writer.getInputStream().read()).isEqualTo('w');
            assertThat(ServedDirectory.at(root, false).clearStale()).isZero();
            assertThat(root).isNotEmptyDirectory();
        } finally {
            writer.destroyForcibly().waitFor();
        }

        assertThat(ServedDirectory.at(root, false).clearStale()).isEqualTo(1);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void noLinkIsFollowedAndNothingButAFileRemoved() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Path file = Files.createFile(outside.resolve(STALE));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Path named = root.resolve(STALE.replace("00000000", "00000001"));
        Files.createSymbolicLink(named, file);
        Path directory = Files.createDirectory(root.resolve(STALE.replace("00000000", "00000002")));

        assertThat(ServedDirectory.at(root, false).clearStale()).isZero();

        assertThat(file).exists();
        assertThat(Files.isSymbolicLink(named)).isTrue();
        assertThat(directory).exists();
    }

    @Test
    void aClientClearsTheDirectoryThatItWritesToAndNoOther() throws IOException {
        Path below = Files.createDirectory(root.resolve("below"));
        Files.createFile(root.resolve(STALE));
        Path stays = Files.createFile(below.resolve(STALE));

        LocalFiles.create(root.resolve("f")).commit();

        assertThat(root.resolve(STALE)).doesNotExist();
        assertThat(root.resolve("f")).exists();
        assertThat(stays).exists();
    }
}
