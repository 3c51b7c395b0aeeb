package org.dsp.cli;

import java.io.PrintWriter;
import java.util.List;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;

/** Where a command prints: text for people, or JSON; errors on the other stream. */
final class Output {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Output(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    boolean json() {
        return json;
    }

    /** Prints JSON over several lines. */
    void json(Fields report) {
        out.println(Json.pretty(report));
        out.flush();
    }

    /** Prints JSON on one line. */
    void jsonLine(Fields report) {
        out.println(Json.compact(report));
        out.flush();
    }

    /** Prints lines for people. */
    void lines(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    /** Prints a line for people. */
    void line(String line) {
        lines(List.of(line));
    }

    /** Whether nobody reads any more, as behind {@code | head}. */
    boolean isClosed() {
        return out.checkError();
    }

    /** Says something beside the output. */
    void note(String line) {
        err.println(line);
        err.flush();
    }

    /** Says why it failed; as JSON on the output when JSON is wanted, else on the other stream. */
    void failure(String name, Failure failure) {
        if (json) {
            Fields error =
                    new FieldsBuilder()
                            .with("code", failure.status().name())
                            .with("status", failure.status().status)
                            .with("text", String.valueOf(failure.getMessage()))
                            .with("details", Value.texts(failure.details()))
                            .build();
            jsonLine(new FieldsBuilder().with("error", error).build());
        } else {
            note(name + ": " + failure.getMessage());
            failure.details().forEach(line -> note("  " + Texts.printable(line)));
        }
    }
}
