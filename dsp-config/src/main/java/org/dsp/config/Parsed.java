package org.dsp.config;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file: a value, or the errors that forbid one; never half of either.
 *
 * @param value present exactly when there are no errors
 * @param errors by line and column
 * @param warnings by line and column; they do not forbid the value
 */
public record Parsed<T>(Optional<T> value, List<Diagnostic> errors, List<Diagnostic> warnings) {
    public Parsed {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        if (value.isPresent() != errors.isEmpty()) {
            throw new IllegalArgumentException("a value, or errors: " + errors.size() + " errors");
        }
    }

    /**
     * The value.
     *
     * @throws ConfigException with all errors
     */
    public T orThrow() {
        return value.orElseThrow(() -> new ConfigException(errors));
    }
}
