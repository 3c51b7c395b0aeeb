package org.dsp.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was found wrong in one file so far. Bounded: a file of rubbish does not fill the memory. */
final class Problems {
    /** Errors, and warnings, that are kept; the rest is only counted. */
    static final int KEPT = 100;

    private static final Comparator<Diagnostic> BY_PLACE =
            Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column);

    private final String file;
    private final Kept errors = new Kept();
    private final Kept warnings = new Kept();

    Problems(String file) {
        this.file = file;
    }

    void error(Position at, String wrong, String allowed) {
        errors.add(new Diagnostic(file, at.line(), at.column(), wrong, allowed));
    }

    void warning(Position at, String wrong, String allowed) {
        warnings.add(new Diagnostic(file, at.line(), at.column(), wrong, allowed));
    }

    int errorCount() {
        return errors.count;
    }

    List<Diagnostic> errors() {
        return errors.sorted("errors");
    }

    List<Diagnostic> warnings() {
        return warnings.sorted("warnings");
    }

    /** The end of reading: the value, unless there was an error. */
    <T> Parsed<T> outcome(Optional<T> value) {
        return new Parsed<>(errorCount() == 0 ? value : Optional.empty(), errors(), warnings());
    }

    private final class Kept {
        private final List<Diagnostic> first = new ArrayList<>();
        private int count;

        void add(Diagnostic diagnostic) {
            count++;
            if (first.size() < KEPT) {
                first.add(diagnostic);
            }
        }

        List<Diagnostic> sorted(String what) {
            List<Diagnostic> all = new ArrayList<>(first);
            all.sort(BY_PLACE);
            if (count > first.size()) {
                String wrong = (count - first.size()) + " more " + what + " are not shown";
                all.add(new Diagnostic(file, 0, 0, wrong, "mend these first"));
            }
            return all;
        }
    }
}
