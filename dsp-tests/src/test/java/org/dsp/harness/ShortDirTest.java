package org.dsp.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortDirTest {
    @Test
    void itIsRemovedWithAllThatIsInIt() throws Exception {
        Path path;
        try (ShortDir directory = ShortDir.create("dsp")) {
            path = directory.path();
            Files.createDirectories(directory.resolve("a").resolve("b"));
            Files.writeString(directory.resolve("a").resolve("file"), "x");
            Files.createSymbolicLink(directory.resolve("link"), Path.of("/nowhere"));
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void itsPathIsShortEvenWhereTemporaryFilesAreDeep(@TempDir Path deep) throws Exception {
        Path deeper = Files.createDirectories(deep.resolve("x".repeat(100)));
        String before = System.setProperty("java.io.tmpdir", deeper.toString());
        try (ShortDir directory = ShortDir.create("dsp")) {
            assertThat(directory.path().toString()).hasSizeLessThanOrEqualTo(ShortDir.LONGEST);
            assertThat(deeper).isEmptyDirectory();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }
}
