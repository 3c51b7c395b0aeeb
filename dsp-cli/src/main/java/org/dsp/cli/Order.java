package org.dsp.cli;

import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Model.CommandSpec;

/** A command that changes something: asks once, says what came of it. */
final class Order {
    private Order() {}

    /**
     * Gives the order.
     *
     * @param done what to say when it was done
     * @throws Failure when it was not
     */
    static int give(CommandSpec spec, AdminRequest request, String done) {
        Dlbcmd dlbcmd = Dlbcmd.of(spec);
        Options options = dlbcmd.options();
        if (options.watch.isPresent()) {
            throw new Failure(ExitStatus.USAGE, "--watch is for commands that only look");
        }
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options.json);
        try (Connection connection = dlbcmd.connect()) {
            Fields report = ask(connection, request);
            if (output.json()) {
                output.json(report);
            } else {
                output.line(done);
            }
        }
        return ExitStatus.OK.status;
    }

    /**
     * Asks; an error is a failure.
     *
     * @throws Failure when it was not done
     */
    static Fields ask(Connection connection, AdminRequest request) {
        AdminAnswer answer = connection.ask(request);
        answer.error()
                .ifPresent(
                        error -> {
                            throw Failure.of(error);
                        });
        return answer.report();
    }
}
