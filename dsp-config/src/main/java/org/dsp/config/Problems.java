package org.dsp.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found wrong in one file so far. Bounded: after {@value #KEPT} errors reading stops, so
 * that a file of rubbish costs neither memory nor time.
 */
final class Problems {
    /** Errors, and warnings, that are kept. */
    static final int KEPT = 100;

    private static final Comparator<Diagnostic> BY_PLACE =
            Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column);

    private final String file;
    private final List<Diagnostic> errors = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();
    private boolean moreErrors;
    private boolean moreWarnings;

    Problems(String file) {
        this.file = file;
    }

    void error(Position at, String wrong, String allowed) {
        if (errors.size() == KEPT) {
            moreErrors = true;
            throw new Stop();
        }
        errors.add(new Diagnostic(file, at.line(), at.column(), wrong, allowed));
    }

    void warning(Position at, String wrong, String allowed) {
        if (warnings.size() == KEPT) {
            moreWarnings = true;
            return;
        }
        warnings.add(new Diagnostic(file, at.line(), at.column(), wrong, allowed));
    }

    int errorCount() {
        return errors.size();
    }

    List<Diagnostic> errors() {
        return sorted(errors, moreErrors, "more errors are not shown");
    }

    List<Diagnostic> warnings() {
        return sorted(warnings, moreWarnings, "more warnings are not shown");
    }

    /** Runs a reader that reports here; empty when it found too much to go on. */
    <T> Optional<T> bounded(Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (Stop tooMuch) {
            return Optional.empty();
        }
    }

    /** Reads to the end: the value, unless there was an error. */
    <T> Parsed<T> outcome(Supplier<Optional<T>> reading) {
        Optional<T> value = bounded(reading);
        return new Parsed<>(value.filter(v -> errors.isEmpty()), errors(), warnings());
    }

    private List<Diagnostic> sorted(List<Diagnostic> kept, boolean more, String what) {
        List<Diagnostic> all = new ArrayList<>(kept);
        all.sort(BY_PLACE);
        if (more) {
            all.add(new Diagnostic(file, 0, 0, what, "mend these first"));
        }
        return all;
    }

    /** Ends a reading; never leaves this class. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("too many errors", null, false, false);
        }
    }
}
