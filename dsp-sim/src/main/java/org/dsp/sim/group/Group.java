package org.dsp.sim.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Wires;

/**
 * Who is with whom. It sees all machines and lines at once, but each decision is one that a member
 * could take by what it sees itself, and reaches the others only over lines that carry, at a time
 * of their own: members may have different views, and a view may never reach some.
 *
 * <p>No promise beyond the real one's: messages in order per sender; everybody hears itself; views
 * with rising counters. No total order, no flush: who sends and who installs a view are not in
 * step.
 */
public final class Group {
    /** The longest time from the decision on a view until a member has it, in ns. */
    static final long LONGEST_INSTALL = 2 * Events.SECOND;

    private static final long FIRST_TRY = 20 * Events.MS;

    private final Events events;
    private final Wires wires;
    private final Dice dice;
    private final GroupTimes times;
    private final List<Participant> all = new ArrayList<>();
    private final List<Participant> alive = new ArrayList<>();
    private final Map<Participant, Long> closedAt = new HashMap<>();
    private boolean calm;

    public Group(Events events, Wires wires, Dice dice, GroupTimes times) {
        this.events = events;
        this.wires = wires;
        this.dice = dice;
        this.times = times;
        events.after(times.beat(), this::beat);
        events.after(times.mergeMin(), this::merge);
    }

    /** A process on this machine wants to be in the group: its first view follows. */
    public Participant join(int machine, GroupListener listener) {
        Participant joiner = new Participant(this, all.size(), machine, listener);
        all.add(joiner);
        alive.add(joiner);
        long patience = times.join() + dice.between(0, times.join() / 2);
        long end = events.now() + patience;
        events.after(dice.between(FIRST_TRY / 4, FIRST_TRY), () -> seek(joiner, end));
        return joiner;
    }

    Events events() {
        return events;
    }

    Wires wires() {
        return wires;
    }

    Dice dice() {
        return dice;
    }

    GroupTimes times() {
        return times;
    }

    /** When others notice that its sockets are closed; never is far away. */
    long closedAt(Participant participant) {
        return closedAt.getOrDefault(participant, Long.MAX_VALUE);
    }

    void left(Participant participant) {
        gone(participant, events.now() + dice.between(Events.MS, 20 * Events.MS));
        events.at(closedAt(participant) + Events.MS, this::exclude);
    }

    void crashed(Participant participant, boolean sockets) {
        if (sockets) {
            gone(participant, events.now() + dice.between(times.closed() / 3, times.closed()));
            events.at(closedAt(participant) + Events.MS, this::exclude);
        } else {
            gone(participant, Long.MAX_VALUE);
        }
    }

    private void gone(Participant participant, long noticedAt) {
        disturb();
        alive.remove(participant);
        closedAt.put(participant, noticedAt);
    }

    // ---- joining

    private void seek(Participant joiner, long end) {
        if (joiner.over() || joiner.view().isPresent()) {
            return;
        }
        if (!joiner.runs()) {
            events.after(FIRST_TRY, () -> seek(joiner, end));
            return;
        }
        Optional<Participant> host = alive.stream().filter(c -> takes(c, joiner)).findFirst();
        if (host.isPresent()) {
            SimView view = host.get().view().orElseThrow();
            List<Participant> members = new ArrayList<>(view.members());
            members.add(joiner);
            decide(host.get(), members, view.counter() + 1, false);
            events.after(times.join(), () -> seek(joiner, events.now()));
        } else if (events.now() >= end) {
            decide(joiner, List.of(joiner), joiner.counter() + 1, false);
        } else {
            events.after(FIRST_TRY, () -> seek(joiner, end));
        }
    }

    private boolean takes(Participant candidate, Participant joiner) {
        return candidate.runs()
                && candidate.view().map(v -> v.coordinator() == candidate).orElse(false)
                && wires.bothWays(candidate.machine(), joiner.machine());
    }

    // ---- views

    /** The decider installs it at once, the others when they hear of it, if they do. */
    private void decide(
            Participant decider, List<Participant> members, long counter, boolean merge) {
        disturb();
        SimView view = SimView.of(counter, decider, members, merge, events.now());
        decider.install(view);
        for (Participant member : members) {
            if (member != decider) {
                long travel = wires.travel(decider.machine(), member.machine());
                events.after(
                        Math.min(travel + dice.between(0, 5 * Events.MS), LONGEST_INSTALL / 2),
                        () -> tell(decider, member, view));
            }
        }
    }

    private void tell(Participant decider, Participant member, SimView view) {
        if (member.over() || !wires.carries(decider.machine(), member.machine())) {
            return;
        }
        if (member.runs()) {
            member.install(view);
        } else {
            events.after(times.beat(), () -> tell(decider, member, view));
        }
    }

    // ---- who is gone

    private void beat() {
        events.after(times.beat(), this::beat);
        if (calm && wires.whole()) {
            return;
        }
        disturb();
        exclude();
        calm = wires.whole() && views().size() == 1 && nobodyMissing();
    }

    /** Until now everybody heard everybody, and nobody looked. */
    private void disturb() {
        if (calm) {
            calm = false;
            alive.forEach(member -> member.suspicion().restart());
        }
    }

    private boolean nobodyMissing() {
        return alive.stream()
                .allMatch(
                        member ->
                                member.view()
                                        .map(v -> v.members().size() == alive.size())
                                        .orElse(false));
    }

    /**
     * Who is the senior member that it does not take for gone decides a view without the others.
     */
    private void exclude() {
        for (Participant member : alive) {
            if (member.runs()) {
                member.suspicion().beat();
            }
        }
        for (Participant member : List.copyOf(alive)) {
            if (member.runs() && member.view().isPresent()) {
                excludeAs(member);
            }
        }
    }

    private void excludeAs(Participant member) {
        SimView view = member.view().orElseThrow();
        List<Participant> left = new ArrayList<>();
        for (Participant other : view.members()) {
            if (!member.suspicion().of(other)) {
                left.add(other);
            }
        }
        if (left.get(0) == member && left.size() < view.members().size()) {
            decide(member, left, view.counter() + 1, false);
        }
    }

    // ---- who meets again

    private Map<SimView, List<Participant>> views() {
        Map<SimView, List<Participant>> views = new LinkedHashMap<>();
        for (Participant member : alive) {
            if (member.runs() && member.view().isPresent()) {
                SimView view = member.view().get();
                views.computeIfAbsent(view, key -> new ArrayList<>()).add(member);
            }
        }
        return views;
    }

    private void merge() {
        events.after(dice.between(times.mergeMin(), times.mergeMax()), this::merge);
        if (calm) {
            return;
        }
        List<List<Participant>> sides = new ArrayList<>(views().values());
        while (sides.size() > 1) {
            List<Participant> first = sides.remove(0);
            mergeInto(first, sides);
        }
    }

    /** Joins to {@code first} every other side whose head it can talk to, and takes it away. */
    private void mergeInto(List<Participant> first, List<List<Participant>> others) {
        Participant leader = first.get(0);
        List<Participant> members = new ArrayList<>(reachable(leader, first));
        long counter = counter(first);
        boolean joined = false;
        for (List<Participant> other : List.copyOf(others)) {
            if (wires.bothWays(leader.machine(), other.get(0).machine())) {
                members.addAll(reachable(leader, other));
                counter = Math.max(counter, counter(other));
                others.remove(other);
                joined = true;
            }
        }
        if (joined) {
            decide(leader, members, counter + 1, true);
        }
    }

    private List<Participant> reachable(Participant leader, List<Participant> side) {
        return side.stream()
                .filter(member -> wires.bothWays(leader.machine(), member.machine()))
                .toList();
    }

    private static long counter(List<Participant> side) {
        return side.get(0).counter();
    }
}
