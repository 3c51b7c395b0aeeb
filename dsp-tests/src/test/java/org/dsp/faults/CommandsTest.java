package org.dsp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Repository;
import org.dsp.harness.ShortDir;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, and what they are answered. */
class CommandsTest {
    private final FaultProxy proxy = FaultProxy.open(1);
    private final Commands commands = new Commands(proxy);

    @AfterEach
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delay 20ms",
                "delay up 20ms 5ms",
                "bandwidth down 10M",
                "cut",
                "close",
                "cut after up 64k",
                "cut every 100ms..500ms 0..200ms",
                "half-open far",
                "blackhole",
                "blackhole up 60s",
                "blackhole down swallow",
                "freeze up",
                "refuse 1s",
                "corrupt up cmd=3 src=57 @64=7 at=0 xor=64 nth=2",
                "  heal  "
            })
    void whatIsKnownIsDone(String line) {
        assertThat(commands.run(line)).isEqualTo("ok");
    }

    @Test
    void theStatusIsOneLine() {
        assertThat(commands.run("status"))
                .isEqualTo(
                        "connections=0 accepted=0 up=0 down=0 swallowed=0 corrupted=0 cuts=0"
                                + " refusing=yes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explode | command explode; allowed: see help",
                "delay | a time is missing; see help",
                "delay 20 | time 20; allowed such as 20ms, 5s, 1m, 2h",
                "bandwidth 10X | size 10X; allowed such as 1500, 64k, 10M, 1G",
                "cut now | now is too much; see help",
                "half-open left | left; allowed near or far",
                "cut every 5s..1s | from PT5S to PT1S; allowed 0 or more, the second not less",
                "corrupt up at=0 | xor -1; allowed 1…255",
                "corrupt up seq=0 at=0 xor=1 | field seq; allowed"
                        + " [cmd, dcid, dnode, dst, len, rcode, snode, src]",
                "corrupt up cmd:3 | cmd:3; allowed such as cmd=3, @64=7, at=0, xor=64, nth=1",
            })
    void whatIsNotIsSaidWithWhatIsAllowed(String line, String said) {
        assertThatThrownBy(() -> commands.run(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(said);
    }

    @Test
    void theProgramCarriesAnswersAndEndsWithItsInput() throws IOException {
        try (ShortDir directory = ShortDir.create("dsp");
                ServerSocket target = new ServerSocket(0, 5, InetAddress.getByName("127.0.9.3"));
                ChildProcess program =
                        ChildProcess.start(
                                "faultproxy",
                                List.of(
                                        Repository.launcher("faultproxy").toString(),
                                        "--listen",
                                        "127.0.9.4:" + target.getLocalPort(),
                                        "--to",
                                        "127.0.9.3:" + target.getLocalPort(),
                                        "--delay",
                                        "5ms",
                                        "--seed",
                                        "7"),
                                Map.of("JAVA_HOME", System.getProperty("java.home")),
                                directory.path(),
                                Repository.root()
                                        .resolve("dsp-tests/target/processes/faultproxy"))) {
            program.awaitLine("ready: .*");
            try (Socket near = new Socket()) {
                near.connect(new InetSocketAddress("127.0.9.4", target.getLocalPort()));
                try (Socket far = target.accept()) {
                    near.getOutputStream().write(9);
                    assertThat(far.getInputStream().read()).isEqualTo(9);
                    assertThat(program.ask("cut", ChildProcess.PATIENCE)).isEqualTo("ok");
                    assertThatThrownBy(() -> near.getInputStream().read())
                            .isInstanceOf(SocketException.class);
                    assertThat(program.ask("status", ChildProcess.PATIENCE))
                            .startsWith("connections=0 accepted=1 up=1 ");
                }
            }
            program.endInput();
            assertThat(program.awaitExit()).isZero();
        }
    }
}
