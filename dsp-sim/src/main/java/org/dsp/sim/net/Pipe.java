package org.dsp.sim.net;

import java.util.ArrayDeque;
import java.util.function.Predicate;

/**
 * What one process sends another: each thing arrives after a while, in order, once, or not at all.
 * While the line is cut, the receiver frozen, or the receiver refuses what is next, it waits, and
 * everything behind it.
 *
 * @param <T> what is sent
 */
public final class Pipe<T> {
    private record Sent<T>(long arrival, T what) {}

    private final Events events;
    private final Wires wires;
    private final int from;
    private final int to;
    private final Predicate<? super T> receiver;
    private final ArrayDeque<Sent<T>> underWay = new ArrayDeque<>();
    private final Runnable arrive = this::arriveAsScheduled;
    private final Runnable resume = this::resume;
    private long lastArrival;
    private boolean scheduled;
    private boolean refused;
    private boolean waitsForLine;

    /**
     * @param receiver takes what arrives; false: not yet, {@link #retry} follows
     */
    public Pipe(Events events, Wires wires, int from, int to, Predicate<? super T> receiver) {
        this.events = events;
        this.wires = wires;
        this.from = from;
        this.to = to;
        this.receiver = receiver;
    }

    public void send(T what) {
        lastArrival = Math.max(lastArrival, events.now() + wires.travel(from, to));
        underWay.add(new Sent<>(lastArrival, what));
        if (!scheduled && !refused && !waitsForLine) {
            scheduled = true;
            events.at(underWay.getFirst().arrival(), arrive);
        }
    }

    /** How many things are under way. */
    public int underWay() {
        return underWay.size();
    }

    /** Everything behind the first {@code keep} things under way is lost. */
    public void lose(int keep) {
        while (underWay.size() > keep) {
            underWay.removeLast();
        }
        refused &= keep > 0;
    }

    /** The receiver may take now what it refused. */
    public void retry() {
        if (refused) {
            refused = false;
            arrive();
        }
    }

    private void resume() {
        waitsForLine = false;
        refused = false;
        arrive();
    }

    private void arriveAsScheduled() {
        scheduled = false;
        arrive();
    }

    private void arrive() {
        while (!underWay.isEmpty() && underWay.getFirst().arrival() <= events.now()) {
            if (!wires.carries(from, to) || wires.isFrozen(to)) {
                if (!waitsForLine) {
                    waitsForLine = true;
                    wires.whenBetter(from, to, resume);
                }
                return;
            }
            Sent<T> next = underWay.removeFirst();
            if (!receiver.test(next.what())) {
                underWay.addFirst(next);
                refused = true;
                return;
            }
        }
        if (!underWay.isEmpty() && !scheduled) {
            scheduled = true;
            events.at(underWay.getFirst().arrival(), arrive);
        }
    }
}
