package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DspdTest {
    @TempDir Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void wrongArgumentsAreUsage() {
        assertThat(run()).isEqualTo(ExitCode.USAGE.status);
        assertThat(err.toString()).contains("--node-file");
    }

    @Test
    void helpHasTheStatuses() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Exit status:").contains(ExitCode.PLATFORM.text);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path absent = dir.resolve("absent.yaml");

        assertThat(run("--node-file", absent.toString())).isEqualTo(ExitCode.CONFIGURATION.status);
        assertThat(err.toString()).startsWith("dspd: ").contains(absent.toString());
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        // Root may read every file, but nobody a directory as one.
        Path directory = Files.createDirectory(dir.resolve("node.yaml"));

        assertThat(run("--node-file", directory.toString()))
                .isEqualTo(ExitCode.CONFIGURATION.status);
        assertThat(err.toString()).contains(directory.toString());
    }

    @Test
    void everyErrorOfTheFilesIsSaidWithItsPlace() throws Exception {
        Path file = Files.writeString(dir.resolve("node.yaml"), "node_id: 1000\ngroup: nine\n");

        assertThat(run("--node-file", file.toString())).isEqualTo(ExitCode.CONFIGURATION.status);
        assertThat(err.toString())
                .contains("node.yaml:1:10: node_id 1000")
                .contains("node.yaml:2:8: ");
    }

    private int run(String... arguments) {
        CommandLine line = Dspd.line();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
