package org.dsp.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used. Its message has a line for each error. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(List<Diagnostic> errors) {
        super(errors.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    }
}
