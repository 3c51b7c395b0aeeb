package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/dlbcmd.md} names what there is. */
class DocumentTest {
    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "dlbcmd.md"));
    }

    @Test
    void everyStatusIsInTheTable() throws IOException {
        for (Map.Entry<String, String> status : ExitStatus.texts().entrySet()) {
            assertThat(document())
                    .contains(
                            "| "
                                    + status.getKey()
                                    + " | "
                                    + status.getValue()
                                            .replace("--debug", "`--debug`")
                                            .replace("--join", "`--join`"));
        }
    }

    @Test
    void everyCommandIsInTheTable() throws IOException {
        Map<String, CommandLine> commands = Dlbcmd.line(Map.of()).getSubcommands();
        for (String command : commands.keySet()) {
            if (!command.equals("help") && !command.equals("ep")) {
                assertThat(document()).contains("| `" + command);
            }
        }
        for (String command : commands.get("ep").getSubcommands().keySet()) {
            assertThat(document()).contains("| `ep " + command);
        }
    }
}
