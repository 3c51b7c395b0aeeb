package org.dsp.core.channel;

import java.util.ArrayList;
import java.util.List;

/** Two nodes, the connections between them, a clock. Everything that may happen is a choice. */
final class World {
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;

    private final List<Link> links = new ArrayList<>();
    private final List<TestPayload> payloads = new ArrayList<>();
    private final Choices choices;
    private final int firstSequence;
    private long now = 7 * SECOND;
    private long incarnations = 100;

    final TestNode a;
    final TestNode b;

    World(Choices choices, int firstSequence) {
        this.choices = choices;
        this.firstSequence = firstSequence;
        this.a = new TestNode(this, 1, settings(1));
        this.b = new TestNode(this, 2, settings(2));
    }

    /** Settings of a new daemon: small windows, so that they fill. */
    ChannelSettings settings(int node) {
        return new ChannelSettings(
                node,
                ++incarnations,
                77,
                8,
                65_536,
                SECOND,
                10 * MS,
                5 * SECOND,
                10 * MS,
                500 * MS,
                incarnations,
                firstSequence);
    }

    long now() {
        return now;
    }

    Choices choices() {
        return choices;
    }

    List<Link> links() {
        return links;
    }

    TestNode peerOf(TestNode node) {
        return node == a ? b : a;
    }

    Link link(TestNode from, TestNode to) {
        Link link = new Link(from, to);
        links.add(link);
        return link;
    }

    TestPayload track(TestPayload payload) {
        payloads.add(payload);
        return payload;
    }

    /** The ends that still hear of something. */
    List<Link.End> ends() {
        List<Link.End> ends = new ArrayList<>();
        for (Link link : links) {
            if (link.dialer.alive()) {
                ends.add(link.dialer);
            }
            if (link.acceptor.alive()) {
                ends.add(link.acceptor);
            }
        }
        return ends;
    }

    /** What can happen without time passing; ticks of both nodes that are due are among it. */
    List<Runnable> possible() {
        List<Runnable> all = new ArrayList<>();
        for (TestNode node : List.of(a, b)) {
            if (node.attempting()) {
                all.add(node::endAttempt);
            }
            if (node.channel().nextDeadline() <= now) {
                all.add(() -> node.channel().tick(now));
            }
        }
        for (Link.End end : ends()) {
            if (end.ready()) {
                all.add(() -> end.step(choices, now));
            }
        }
        return all;
    }

    /** Lets one of the possible things happen; false if there is none. */
    boolean step() {
        List<Runnable> all = possible();
        if (all.isEmpty()) {
            return false;
        }
        all.get(choices.below(all.size())).run();
        links.removeIf(Link::over);
        return true;
    }

    /** Lets the first of the possible things happen; false if there is none. */
    boolean stepInOrder() {
        List<Runnable> all = possible();
        if (!all.isEmpty()) {
            all.get(0).run();
        }
        return !all.isEmpty();
    }

    /** Everything that can happen happens, in some order. */
    void settle() {
        int steps = 0;
        while (step()) {
            if (++steps > 100_000) {
                throw new AssertionError("it never comes to rest");
            }
        }
    }

    void advance(long by) {
        now += by;
    }

    /** Settles, then lets time pass to the next deadline, until {@code by} has passed. */
    void run(long by) {
        long end = now + by;
        settle();
        while (true) {
            long next = Math.min(a.channel().nextDeadline(), b.channel().nextDeadline());
            if (next > end) {
                now = end;
                return;
            }
            now = Math.max(now, next);
            settle();
        }
    }

    boolean bothUp() {
        return a.channel().up() && b.channel().up();
    }

    /** Both daemons end; then every payload must have been released. */
    void endAndCheckPayloads() {
        a.channel().close(now);
        b.channel().close(now);
        settle();
        for (Link.End end : ends()) {
            end.closed("end", now);
        }
        for (TestPayload payload : payloads) {
            if (payload.references() != 0) {
                throw new AssertionError(
                        "payload "
                                + payload.number()
                                + " of "
                                + payload.epoch()
                                + " leaked "
                                + payload.references());
            }
        }
    }
}
