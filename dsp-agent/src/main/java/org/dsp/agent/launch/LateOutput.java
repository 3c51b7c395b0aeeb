package org.dsp.agent.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Output that outlives its program is read a little longer. The launcher's thread only. */
final class LateOutput implements AutoCloseable {
    /** How long. */
    private static final long LAST_OUTPUT_MS = 1000;

    private final ScheduledExecutorService thread;
    private final List<Capture> kept = new ArrayList<>();

    /**
     * With nothing to read.
     *
     * @param thread the launcher's; what is to be done later may be dropped when it ends
     */
    LateOutput(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /** The program has ended. */
    void end(Capture output) {
        output.close();
        if (!output.ended().isDone()) {
            // Somebody that is not known to be of it keeps the pipe: what is in it is read, no
            // more.
            kept.add(output);
            Future<?> unused =
                    thread.schedule(() -> cut(output), LAST_OUTPUT_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void cut(Capture output) {
        kept.remove(output);
        output.cut();
    }

    /** Nothing is read any more. */
    @Override
    public void close() {
        kept.forEach(Capture::cut);
        kept.clear();
    }
}
