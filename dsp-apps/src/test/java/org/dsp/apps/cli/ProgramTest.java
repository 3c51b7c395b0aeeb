package org.dsp.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class ProgramTest {
    @Command(name = "sample", mixinStandardHelpOptions = true)
    static final class Sample implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "<ep>")
        int endpoint;

        @Mixin AttachOptions attach;
        private final Callable<Integer> body;

        Sample(Callable<Integer> body) {
            this.body = body;
        }

        @Override
        public Integer call() throws Exception {
            return body.call();
        }
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Callable<Integer> body, String... args) {
        return run(new Sample(body), args);
    }

    private int run(Sample sample, String... args) {
        CommandLine line = Program.commandLine(sample);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void aFailureIsOneLineAndItsStatus() {
        int status =
                run(
                        () -> {
                            throw new Failure(ExitStatus.REFUSED, "it would not");
                        },
                        "10");
        assertThat(status).isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString()).isEqualTo("sample: it would not\n");
    }

    @Test
    void anErrorOfACallIsOneLineWithItsCode() {
        int status =
                run(
                        () -> {
                            throw new DvkException(ErrorCode.EDVSDSTDIED, "sendrec to 10");
                        },
                        "10");
        assertThat(status).isEqualTo(ExitStatus.CALL);
        assertThat(err.toString()).startsWith("sample: EDVSDSTDIED (-109)").hasLineCount(1);
    }

    @Test
    void aMistakeOfOursIsOneLineUnlessDebuggingIsWanted() {
        Callable<Integer> mistake =
                () -> {
                    throw new IllegalStateException("oops");
                };
        assertThat(run(mistake, "10")).isEqualTo(ExitStatus.INTERNAL);
        assertThat(err.toString()).hasLineCount(1).contains("IllegalStateException: oops");
        assertThat(run(mistake, "--debug", "10")).isEqualTo(ExitStatus.INTERNAL);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void wrongArgumentsAreNamedWithTheUsage() {
        assertThat(run(() -> 0, "ten")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("'ten'").contains("usage: sample").contains("--help");
        assertThat(run(() -> 0)).isEqualTo(ExitStatus.USAGE);
        assertThat(run(() -> 0, "1", "2")).isEqualTo(ExitStatus.USAGE);
        assertThat(run(() -> 0, "--sokcet", "x", "1")).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void aNegativeEndpointIsAnArgumentAndNoOption() {
        Sample sample = new Sample(() -> 0);
        assertThat(run(sample, "-2")).isZero();
        assertThat(sample.endpoint).isEqualTo(-2);
    }

    @Test
    void helpNamesEveryExitStatus() {
        assertThat(run(() -> 0, "--help")).isZero();
        assertThat(out.toString()).contains("Exit status:").contains("130, 143");
    }
}
