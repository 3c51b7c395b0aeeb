package org.dsp.core.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dsp.core.admin.Value.Fields;

/**
 * Why a request was not done.
 *
 * @param code for programs
 * @param text for people, one line
 * @param details more lines, such as the errors of a file
 */
public record AdminError(Code code, String text, List<String> details) {
    /** Kinds of errors. */
    public enum Code {
        /** The request makes no sense to this daemon. */
        BAD_REQUEST,
        /** The daemon runs without a group. */
        NO_GROUP,
        /** The cluster has no configuration yet: the original's STS_INVALID. */
        NOT_CONFIGURED,
        /** What was asked conflicts with what is. */
        REFUSED,
        /** A configuration with errors. */
        INVALID_CONFIG,
        /** Too many requests at once. */
        BUSY,
        /** No answer came in time from whoever was to give it. */
        NO_ANSWER
    }

    public AdminError {
        details = List.copyOf(details);
    }

    /** An error of one line. */
    public static AdminError of(Code code, String text) {
        return new AdminError(code, text, List.of());
    }

    /** As it travels. */
    Fields fields() {
        return new FieldsBuilder()
                .with("code", code.name())
                .with("text", text)
                .with("details", Value.texts(details))
                .build();
    }

    static AdminError of(Fields fields) {
        Optional<Code> code =
                fields.text("code")
                        .flatMap(
                                name ->
                                        Arrays.stream(Code.values())
                                                .filter(each -> each.name().equals(name))
                                                .findFirst());
        return new AdminError(
                code.orElse(Code.BAD_REQUEST),
                fields.text("text").orElse(""),
                fields.texts("details"));
    }
}
