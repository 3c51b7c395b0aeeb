package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTextTest {
    @TempDir private Path directory;

    @Test
    void aTextIsDecodedAsTheReadersDecodeIt() throws IOException {
        Path file = directory.resolve("x.cfg");
        Files.write(file, "# señal\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(FileText.read(file).value()).contains("# señal\n");
        assertThat(FileText.read(file).warnings()).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThat(FileText.read(directory.resolve("none.cfg")).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.toString()).contains("none.cfg"));
    }
}
