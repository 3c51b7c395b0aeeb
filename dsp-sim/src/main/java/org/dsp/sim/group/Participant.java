package org.dsp.sim.group;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dsp.sim.net.Pipe;

/**
 * One life of one member. What it sends to all goes to the members of the view that it has, itself
 * among them, in order for each of them.
 */
public final class Participant {
    /** Something sent, and the counter of the view in which it was. */
    private record Sent(Object message, long counter) {}

    /** Something sent to all, kept for those that a view under way will add. */
    private record Kept(long at, Sent sent) {}

    private final Group group;
    private final int number;
    private final int machine;
    private final GroupListener listener;

    /** By the number of the receiver; null where nothing was sent yet. */
    private final List<Pipe<Sent>> pipes = new ArrayList<>();

    private final ArrayDeque<Kept> recent = new ArrayDeque<>();
    private final Suspicion suspicion;
    private Optional<SimView> view = Optional.empty();
    private BitSet inView = new BitSet();
    private boolean over;

    Participant(Group group, int number, int machine, GroupListener listener) {
        this.group = group;
        this.number = number;
        this.machine = machine;
        this.listener = listener;
        this.suspicion = new Suspicion(group, this);
    }

    /** Unique in a run. */
    public int number() {
        return number;
    }

    /** Where it runs. */
    public int machine() {
        return machine;
    }

    /** The view it has, or had when it ended; empty before it joined. */
    public Optional<SimView> view() {
        return view;
    }

    /** Whether it left or crashed. */
    public boolean over() {
        return over;
    }

    /** Sends to all members of the present view; lost before there is one. */
    public void multicast(Object message) {
        if (over || view.isEmpty()) {
            return;
        }
        Sent sent = new Sent(message, view.get().counter());
        for (Participant member : view.get().members()) {
            pipeTo(member).send(sent);
        }
        long now = group.events().now();
        recent.add(new Kept(now, sent));
        while (recent.getFirst().at() < now - Group.LONGEST_INSTALL) {
            recent.removeFirst();
        }
    }

    /** Sends to one, if it is in the present view. */
    public void send(Participant to, Object message) {
        if (!over && has(to)) {
            pipeTo(to).send(new Sent(message, counter()));
        }
    }

    /** Says goodbye: the others have a view without it soon. It hears and says nothing more. */
    public void leave() {
        if (!over) {
            over = true;
            group.left(this);
        }
    }

    /**
     * Its process is gone: part of what it sent last may reach some and not others.
     *
     * @param sockets whether others notice that its sockets closed; not when its machine is gone
     */
    public void crash(boolean sockets) {
        if (!over) {
            over = true;
            for (Pipe<Sent> pipe : pipes) {
                if (pipe != null) {
                    pipe.lose(group.dice().below(pipe.underWay() + 1));
                }
            }
            group.crashed(this, sockets);
        }
    }

    Suspicion suspicion() {
        return suspicion;
    }

    /** Alive, and its machine not frozen. */
    boolean runs() {
        return !over && !group.wires().isFrozen(machine);
    }

    /** Whether the present view has {@code other}. */
    boolean has(Participant other) {
        return inView.get(other.number);
    }

    /** Of the present view; 0 before there is one. */
    long counter() {
        return view.map(SimView::counter).orElse(0L);
    }

    /** Takes a view over if it is newer than the one it has. */
    void install(SimView next) {
        if (over || next.counter() <= counter()) {
            return;
        }
        List<Participant> before = view.map(SimView::members).orElse(List.of());
        BitSet known = inView;
        inView = new BitSet();
        next.members().forEach(member -> inView.set(member.number));
        view = Optional.of(next);
        for (Participant old : before) {
            if (!has(old)) {
                pipeTo(old).lose(0);
                old.pipeTo(this).lose(0);
            }
        }
        suspicion.follow(next.members());
        for (Participant member : next.members()) {
            if (!known.get(member.number)) {
                replay(member, next);
            }
        }
        listener.viewInstalled(next);
        for (Participant member : next.members()) {
            member.pipeTo(this).retry();
        }
    }

    /** Who is new gets what was sent to all since that was decided. */
    private void replay(Participant to, SimView next) {
        for (Kept kept : recent) {
            if (kept.at() >= next.decidedAt() && kept.sent().counter() < next.counter()) {
                pipeTo(to).send(kept.sent());
            }
        }
    }

    private boolean deliver(Participant from, Sent sent) {
        if (over || view.isEmpty()) {
            return true;
        }
        if (has(from)) {
            listener.received(from, sent.message());
            return true;
        }
        return sent.counter() <= counter();
    }

    private Pipe<Sent> pipeTo(Participant to) {
        while (pipes.size() <= to.number) {
            pipes.add(null);
        }
        Pipe<Sent> pipe = pipes.get(to.number);
        if (pipe == null) {
            pipe =
                    new Pipe<>(
                            group.events(),
                            group.wires(),
                            machine,
                            to.machine,
                            sent -> to.deliver(this, sent));
            pipes.set(to.number, pipe);
        }
        return pipe;
    }

    @Override
    public String toString() {
        return "member " + number + " on machine " + machine;
    }
}
