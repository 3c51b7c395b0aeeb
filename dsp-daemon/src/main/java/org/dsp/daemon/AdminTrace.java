package org.dsp.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.TraceReport;
import org.dsp.core.admin.Value.Fields;

/**
 * A tool that traces sessions: its frames come through a {@link TraceQueue}. Admin thread, but for
 * what the loop answers.
 */
final class AdminTrace implements AdminFeed {
    /** Most frames of one answer. */
    static final int BATCH = 64;

    private static final long NANOS_PER_MICRO = 1000;

    private enum Step {
        ASKED,
        BEGINS,
        UNKNOWN,
        GOES_ON
    }

    private final int nodeId;
    private final OptionalLong session;
    private final AdminNode node;
    private final TraceQueue queue = new TraceQueue(this::wake);
    private final Runnable ended;
    private final long wallClock;
    private volatile Step step = Step.ASKED;
    private volatile Runnable more = () -> {};

    /**
     * @param session the one that is wanted; empty = every one
     * @param ended is run when it is over
     */
    AdminTrace(int nodeId, OptionalLong session, AdminNode node, Runnable ended) {
        this.nodeId = nodeId;
        this.session = session;
        this.node = node;
        this.ended = ended;
        Instant now = Instant.now();
        this.wallClock =
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    @Override
    public void begin(Runnable asksAgain) {
        more = asksAgain;
        node.trace(
                session,
                queue,
                known -> {
                    step = known ? Step.BEGINS : Step.UNKNOWN;
                    wake();
                });
    }

    private void wake() {
        more.run();
    }

    @Override
    public Optional<AdminAnswer> next() {
        switch (step) {
            case ASKED -> {
                return Optional.empty();
            }
            case BEGINS -> {
                step = Step.GOES_ON;
                return Optional.of(TraceReport.begins(nodeId, session));
            }
            case UNKNOWN -> {
                return Optional.of(unknown(nodeId, TraceReport.id(session.orElseThrow())));
            }
            case GOES_ON -> {
                return frames();
            }
        }
        throw new IllegalStateException("step " + step);
    }

    /** What is said of a session that a node has nothing to do with. */
    static AdminAnswer unknown(int nodeId, String id) {
        return AdminAnswer.of(
                AdminError.Code.REFUSED, "node " + nodeId + " knows no session " + id);
    }

    private Optional<AdminAnswer> frames() {
        if (queue.ready(1) == 0 && !queue.await()) {
            return Optional.empty();
        }
        int count = queue.ready(BATCH);
        List<Fields> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            TraceQueue.Slot slot = queue.peek(i);
            long micros = (wallClock + slot.nanos) / NANOS_PER_MICRO;
            frames.add(TraceReport.frame(micros, slot.way, slot.peer, slot.header, slot.served));
        }
        queue.take(count);
        return Optional.of(TraceReport.of(frames, queue.newlyDropped()));
    }

    @Override
    public void end() {
        node.untrace(queue);
        ended.run();
    }

    @Override
    public Duration patience() {
        return PLAIN.patience();
    }

    @Override
    public AdminAnswer late() {
        return PLAIN.late();
    }
}
