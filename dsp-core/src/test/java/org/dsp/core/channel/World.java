package org.dsp.core.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/** Two nodes, the connections between them, a clock. Everything that may happen is a choice. */
final class World {
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;

    private final List<Link> links = new ArrayList<>();
    private final List<TestPayload> payloads = new ArrayList<>();
    private final Choices choices;
    private final int firstSequence;
    private final long[] graces;
    private final Set<TestNode> stopped = new HashSet<>();
    private boolean prompt;
    private Consumer<Link> onLink = link -> {};
    private long now = 7 * SECOND;
    private long incarnations = 100;

    final TestNode a;
    final TestNode b;

    World(Choices choices, int firstSequence) {
        this(choices, firstSequence, 5 * SECOND, 5 * SECOND);
    }

    World(Choices choices, int firstSequence, long graceOfA, long graceOfB) {
        this.choices = choices;
        this.firstSequence = firstSequence;
        this.graces = new long[] {graceOfA, graceOfB};
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
                graces[node - 1],
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
        onLink.accept(link);
        return link;
    }

    /**
     * What is written is there at once, and is read at once by who is not stopped: only then can it
     * be told what must not be delivered any more.
     */
    World beingPrompt() {
        prompt = true;
        return this;
    }

    boolean prompt() {
        return prompt;
    }

    /** What happens to each new connection. */
    void onLink(Consumer<Link> does) {
        onLink = does;
    }

    /** A connection arrives a second time: the JOIN that is on its way is read on both. */
    void acceptTwice(Link link) {
        ProxyHeader head = link.acceptor.head();
        if (head != null && head.cmd() == Command.JOIN) {
            Link twin = new Link(link.dialer.node(), link.acceptor.node());
            twin.dialer.write(head, Payload.EMPTY);
            twin.dialer.lost(now);
            links.add(twin);
        }
    }

    /** SIGSTOP and SIGCONT: its sockets go on taking what comes. */
    void stop(TestNode node, boolean is) {
        if (is) {
            stopped.add(node);
        } else {
            stopped.remove(node);
        }
    }

    private long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (TestNode node : List.of(a, b)) {
            if (!stopped.contains(node)) {
                next = Math.min(next, node.channel().nextDeadline());
            }
        }
        return next;
    }

    /** Payload bytes that somebody still holds. */
    long bytesHeld() {
        return payloads.stream().filter(p -> p.references() > 0).mapToLong(p -> p.length()).sum();
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
            if (stopped.contains(node)) {
                continue;
            }
            if (node.attempting()) {
                all.add(node::endAttempt);
            }
            if (node.channel().nextDeadline() <= now) {
                all.add(() -> node.channel().tick(now));
            }
        }
        for (Link.End end : ends()) {
            if (end.ready() && !stopped.contains(end.node())) {
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
            long next = nextDeadline();
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
