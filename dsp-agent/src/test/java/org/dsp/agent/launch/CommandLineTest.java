package org.dsp.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dsp.agent.launch.Orders.order;
import static org.dsp.agent.launch.Orders.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dsp.core.launch.StartOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir private Path directory;

    private CommandLine commandLine(int openFiles, int memoryMb, int processes) {
        return new CommandLine(
                settings(directory, "self", openFiles, memoryMb, processes),
                Path.of("/run/x.sock"),
                Map.of("PATH", "/bin:/usr/bin", "TZ", "UTC", "DSP_JAVA_OPTS", "-x", "KEY", "k"));
    }

    private LaunchUser user(String name) throws IOException {
        Path passwd = directory.resolve("passwd");
        Files.writeString(passwd, "root:x:0:0:r:/:/bin/sh\nserve:x:107:65534::/:/bin/sh\nbroken\n");
        return new LaunchUser(name, passwd);
    }

    @Test
    void aProgramIsToldItsContainerItsEndpointAndItsClient() throws IOException {
        assertThat(commandLine(0, 0, 0).arguments(order(1, "/bin/sh -x 'a b'"), user("self")))
                .containsExactly("setsid", "--", "/bin/sh", "-x", "a b", "0", "20", "3", "50");
    }

    @Test
    void limitsAndTheUserStandBeforeIt() throws IOException {
        assertThat(commandLine(64, 3, 9).arguments(order(1, "sh"), user("serve")))
                .containsExactly(
                        "setsid",
                        "--",
                        "prlimit",
                        "--nofile=64:64",
                        "--as=3145728:3145728",
                        "--nproc=9:9",
                        "--",
                        "setpriv",
                        "--reuid=serve",
                        "--regid=65534",
                        "--init-groups",
                        "--",
                        "/bin/sh",
                        "0",
                        "20",
                        "3",
                        "50");
    }

    @Test
    void aUserThatIsNotThereIsSaid() throws IOException {
        LaunchUser nobody = user("serv");
        assertThatThrownBy(nobody::prefix)
                .isInstanceOf(LaunchException.class)
                .hasMessage("launch_user serv: no such user");
    }

    @Test
    void theEnvironmentHasTheTokenAndTheSocketAndNothingOfTheDaemonsOwn() {
        StartOrder order = order(1, "sh");
        assertThat(commandLine(0, 0, 0).environment(order))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "PATH",
                                "/bin:/usr/bin",
                                "TZ",
                                "UTC",
                                "DSP_SOCKET",
                                "/run/x.sock",
                                "DSP_TOKEN",
                                order.token().hex()));
    }
}
