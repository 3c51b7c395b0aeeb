package org.dsp.sim.schedule;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What failed, with the places, as text. */
final class Failures {
    private Failures() {}

    static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
