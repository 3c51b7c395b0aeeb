package org.dsp.agent.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("x.out");
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void aFullFileBecomesTheOneBeforeAndTheOldestIsDropped() throws IOException {
        try (OutputFile out = new OutputFile(file(), 4, 3)) {
            out.write(bytes("aaaabbbbccccd"));
            out.write(bytes("d"));
        }
        assertThat(read("x.out")).isEqualTo("dd");
        assertThat(read("x.out.1")).isEqualTo("cccc");
        assertThat(read("x.out.2")).isEqualTo("bbbb");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void theNextProgramWritesBehindTheOneBefore() throws IOException {
        try (OutputFile out = new OutputFile(file(), 8, 1)) {
            out.write(bytes("12345"));
        }
        try (OutputFile out = new OutputFile(file(), 8, 1)) {
            out.write(bytes("678"));
            assertThat(read("x.out")).isEqualTo("12345678");
            out.write(bytes("9"));
        }
        assertThat(read("x.out")).isEqualTo("9");
    }

    @Test
    void whatCannotBeWrittenIsDroppedAndItGoesOnWhenItCan() throws IOException {
        Path obstacle = directory.resolve("x.out.1").resolve("y");
        try (OutputFile out = new OutputFile(file(), 4, 2)) {
            out.write(bytes("aaaa"));
            Files.createDirectories(obstacle);
            out.write(bytes("bb"));
            assertThat(out.dropped()).isEqualTo(2);
            Files.delete(obstacle);
            out.write(bytes("cc"));
            assertThat(out.dropped()).isEqualTo(2);
        }
        assertThat(read("x.out")).isEqualTo("cc");
        assertThat(read("x.out.1")).isEqualTo("aaaa");
    }
}
