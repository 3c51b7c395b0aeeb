package org.dsp.sim.group;

import java.util.List;

/**
 * Who is in the group, as its members agreed: installed by each of them when it hears of it.
 *
 * @param counter greater than that of every view that any of its members had before
 * @param id unique, and greater than that of every view that any of its members had before
 * @param members by seniority; the first is the coordinator
 * @param merge whether it joins what were several views
 * @param decidedAt when, in ns of virtual time
 */
public record SimView(
        long counter, long id, List<Participant> members, boolean merge, long decidedAt) {
    /** Participants a run may have: the low digits of an id. */
    static final int DECIDERS = 1 << 20;

    public SimView {
        members = List.copyOf(members);
    }

    static SimView of(
            long counter, Participant decider, List<Participant> members, boolean merge, long at) {
        return new SimView(counter, counter * DECIDERS + decider.number(), members, merge, at);
    }

    /** The senior member. */
    public Participant coordinator() {
        return members.get(0);
    }
}
