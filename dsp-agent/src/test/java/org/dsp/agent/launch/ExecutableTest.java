package org.dsp.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableTest {
    @TempDir private Path directory;
    private Path program;
    private Path text;

    @BeforeEach
    void files() throws IOException {
        program = Files.createFile(directory.resolve("program"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        text = Files.createFile(directory.resolve("text"));
    }

    @Test
    void anExecutableFileIsFoundByItsPathOrByName() {
        assertThat(Executable.find(program.toString(), "")).isEqualTo(program);
        assertThat(Executable.find("program", "/none:.:" + directory)).isEqualTo(program);
    }

    @Test
    void whatCannotBeStartedSaysWhy() {
        refused(directory.resolve("absent").toString(), ": no such file");
        refused(directory.toString(), " is no file");
        refused(text.toString(), " is not executable");
        refused("bin/program", " is no absolute path");
        refused("text", ": not found in " + directory + "; an absolute path is best");
        refused("a\0b", " is no path");
    }

    private void refused(String prog, String why) {
        assertThatThrownBy(() -> Executable.find(prog, directory.toString()))
                .isInstanceOf(LaunchException.class)
                .hasMessage("prog " + prog + why);
    }
}
