package org.dsp.core.admin;

import java.util.Optional;
import org.dsp.core.admin.Value.Fields;

/**
 * What a daemon, or the group, answers: a report, an error, or both ({@code cluster} before the
 * configuration tells who is there, and that it is not configured).
 *
 * @param report what was asked for; empty fields when there is nothing to tell
 * @param error why it was not done
 */
public record AdminAnswer(Fields report, Optional<AdminError> error) {
    private static final String REPORT = "report";
    private static final String ERROR = "error";

    /** It was done. */
    public static AdminAnswer of(Fields report) {
        return new AdminAnswer(report, Optional.empty());
    }

    /** It was not done. */
    public static AdminAnswer of(AdminError error) {
        return new AdminAnswer(Fields.EMPTY, Optional.of(error));
    }

    /** It was not done. */
    public static AdminAnswer of(AdminError.Code code, String text) {
        return of(AdminError.of(code, text));
    }

    /** As it travels. */
    public Fields fields() {
        Optional<Value> said = error.map(AdminError::fields);
        return new FieldsBuilder().with(REPORT, report).with(ERROR, said).build();
    }

    /** What travelled. */
    public static AdminAnswer from(Fields fields) {
        return new AdminAnswer(
                inner(fields, REPORT).orElse(Fields.EMPTY),
                inner(fields, ERROR).map(AdminError::of));
    }

    private static Optional<Fields> inner(Fields fields, String name) {
        return fields.get(name).filter(Fields.class::isInstance).map(Fields.class::cast);
    }
}
