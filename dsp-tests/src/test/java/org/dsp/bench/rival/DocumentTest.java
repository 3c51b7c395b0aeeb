package org.dsp.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.dsp.harness.Repository;
import org.junit.jupiter.api.Test;

/** docs/benchmarks.md shows the configurations that are used, and not others. */
class DocumentTest {
    @Test
    void theConfigurationsInTheDocumentAreThoseThatAreUsed() throws IOException {
        String document =
                Files.readString(
                        Repository.root().resolve("docs").resolve("benchmarks.md"),
                        StandardCharsets.UTF_8);

        assertThat(document)
                .contains("```\n" + Template.named("haproxy.cfg").text() + "```\n")
                .contains("```\n" + Template.named("nginx.conf").text() + "```\n");
    }
}
