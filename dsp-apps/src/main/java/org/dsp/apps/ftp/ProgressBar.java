package org.dsp.apps.ftp;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalLong;
import org.dsp.apps.cli.Safe;

/** Draws the progress, where somebody watches; else does nothing. */
final class ProgressBar {
    private final PrintWriter out;
    private final Optional<Progress> progress;
    private boolean drawn;

    private ProgressBar(PrintWriter out, Optional<Progress> progress) {
        this.out = out;
        this.progress = progress;
    }

    /** For {@code name}, of {@code total} bytes if that is known. */
    static ProgressBar of(PrintWriter out, boolean watched, String name, OptionalLong total) {
        Optional<Progress> progress =
                watched
                        ? Optional.of(new Progress(Safe.printable(name), total, System.nanoTime()))
                        : Optional.empty();
        return new ProgressBar(out, progress);
    }

    void show(long done) {
        progress.flatMap(p -> p.line(done, System.nanoTime())).ifPresent(this::draw);
    }

    private void draw(String line) {
        drawn = true;
        out.print("\r" + line);
        out.flush();
    }

    /** What is printed next begins a line. */
    void end() {
        if (drawn) {
            drawn = false;
            out.println();
        }
    }
}
