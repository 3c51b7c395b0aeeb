package org.dsp.sim.group;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dsp.sim.net.Wires;

/**
 * Whom one member takes for gone: who has said nothing for too long, or whose sockets closed. A
 * member believes only what it sees itself, as the real one asks a suspect before it says so.
 */
final class Suspicion {
    private final Group group;
    private final Participant owner;
    private final Map<Participant, Long> heard = new HashMap<>();

    Suspicion(Group group, Participant owner) {
        this.group = group;
        this.owner = owner;
    }

    /** Everybody has just been heard. */
    void restart() {
        heard.clear();
        follow(members());
    }

    /** There is a new view: who is new in it has just been heard. */
    void follow(List<Participant> members) {
        heard.keySet().retainAll(Set.copyOf(members));
        long now = group.events().now();
        members.forEach(member -> heard.putIfAbsent(member, now));
    }

    /** Looks who can be heard now. */
    void beat() {
        Wires wires = group.wires();
        long now = group.events().now();
        for (Participant member : members()) {
            if (member.runs() && wires.carries(member.machine(), owner.machine())) {
                heard.put(member, now);
            }
        }
    }

    private List<Participant> members() {
        return owner.view().map(SimView::members).orElse(List.of());
    }

    /** Whether {@code other} is taken for gone. */
    boolean of(Participant other) {
        if (other == owner) {
            return false;
        }
        long now = group.events().now();
        if (group.closedAt(other) <= now
                && group.wires().bothWays(other.machine(), owner.machine())) {
            return true;
        }
        long silence = group.times().silence();
        return now - heard.getOrDefault(other, now)
                > silence + (silence / 16) * ((other.number() + owner.number()) % 4);
    }
}
