package org.dsp.daemon;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error that nobody expected, on the event loop: what state it left is not known, so the daemon
 * ends, with what is needed to find it. Any thread.
 */
final class FailFast {
    private static final Logger LOG = LoggerFactory.getLogger(FailFast.class);

    private FailFast() {}

    /** Does not return. */
    static void end(Throwable error) {
        LOG.error("internal error, the daemon ends", error);
        LOG.error("all threads:{}", dump());
        Runtime.getRuntime().halt(ExitCode.INTERNAL.status);
    }

    private static String dump() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> e : Thread.getAllStackTraces().entrySet()) {
            Thread t = e.getKey();
            text.append("\n\"").append(t.getName()).append("\" ").append(t.getState());
            for (StackTraceElement frame : e.getValue()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }
}
