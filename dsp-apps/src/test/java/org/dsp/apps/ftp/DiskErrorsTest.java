package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskErrorsTest {
    private static ErrorCode code(IOException e) {
        return DiskErrors.refusal(e).code();
    }

    @Test
    void whatTheKernelSaysOfAFullDiskIsNoSpace() throws IOException {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            IOException e =
                    catchThrowableOfType(
                            IOException.class, () -> full.write(ByteBuffer.allocate(10)));
            assertThat(code(e)).isEqualTo(ErrorCode.EDVSNOSPC);
        }
    }

    @Test
    void whatTheKernelSaysOfANameThatIsTooLongIsNameSize(@TempDir Path temp) {
        IOException e =
                catchThrowableOfType(
                        IOException.class, () -> Files.createFile(temp.resolve("a".repeat(256))));
        assertThat(code(e)).isEqualTo(ErrorCode.EDVSNAMESIZE);
    }

    @Test
    void theOthersByTypeOrWords() {
        assertThat(code(new NoSuchFileException("f"))).isEqualTo(ErrorCode.EDVSNOENT);
        assertThat(code(new AccessDeniedException("f"))).isEqualTo(ErrorCode.EDVSACCES);
        assertThat(code(failed("Disk quota exceeded"))).isEqualTo(ErrorCode.EDVSNOSPC);
        assertThat(code(failed("Read-only file system"))).isEqualTo(ErrorCode.EDVSACCES);
        assertThat(code(failed("Too many open files"))).isEqualTo(ErrorCode.EDVSRSCBUSY);
        assertThat(code(failed("Not a directory"))).isEqualTo(ErrorCode.EDVSBADDIR);
        assertThat(code(failed("Is a directory"))).isEqualTo(ErrorCode.EDVSBADFILE);
        assertThat(code(new IOException("File too large"))).isEqualTo(ErrorCode.EDVS2BIG);
        assertThat(code(new IOException("Input/output error"))).isEqualTo(ErrorCode.EDVSIO);
        assertThat(code(new IOException())).isEqualTo(ErrorCode.EDVSIO);
    }

    private static IOException failed(String reason) {
        return new FileSystemException("/srv/f", null, reason);
    }

    @Test
    void theWordsDoNotTellWhereTheServerKeepsItsFiles() {
        assertThat(DiskErrors.words(failed("Not a directory"))).isEqualTo("Not a directory");
        assertThat(DiskErrors.words(new NoSuchFileException("/srv/f"))).doesNotContain("/srv");
        assertThat(DiskErrors.words(new AccessDeniedException("/srv/f"))).doesNotContain("/srv");
    }
}
