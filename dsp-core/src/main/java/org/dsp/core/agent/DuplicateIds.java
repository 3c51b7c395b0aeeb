package org.dsp.core.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dsp.core.agent.AgentNote.Grade;
import org.dsp.core.agent.MembershipMessage.Announce;
import org.dsp.core.agent.MembershipMessage.Probe;
import org.dsp.core.agent.MembershipMessage.ProbeAck;
import org.dsp.core.agent.Timers.Timer;

/**
 * Two daemons with one node id. A newcomer holds its id ("is settled") when nobody else in the view
 * has it, when whoever has it stays silent for the probe period, or when others know that one at
 * this very address: a port is bound by one process only. A settled holder stays; of two settled
 * ones, which only a merge brings together, the one that started later fences itself.
 */
final class DuplicateIds {
    private static final long PROBE_AGAIN = 200 * Context.MS;

    private final Context context;
    private final Peers peers;
    private final Announcer announcer;

    /** Other members with this node's id, in the view. */
    private List<Member> rivals = List.of();

    private long probedSince = Timers.NEVER;

    /** Life of the silent rival, as far as somebody said it; 0 = unknown. */
    private long rivalLife;

    private long replaced;

    DuplicateIds(Context context, Peers peers, Announcer announcer) {
        this.context = context;
        this.peers = peers;
        this.announcer = announcer;
    }

    void viewInstalled(GroupView view) {
        List<Member> before = rivals;
        rivals = new ArrayList<>();
        for (Member member : view.members()) {
            if (member.isAgent()
                    && member.nodeId() == context.self.nodeId()
                    && !member.equals(view.self())) {
                rivals.add(member);
            }
        }
        if (rivals.isEmpty()) {
            context.timers.stop(Timer.PROBE);
            settle();
            return;
        }
        if (!peers.self().settled && probedSince == Timers.NEVER) {
            probedSince = context.now;
        }
        rivals.stream().filter(rival -> !before.contains(rival)).forEach(this::probe);
        probeAgain();
    }

    private void probe(Member rival) {
        context.port.send(rival, new Probe(context.self, peers.self().settled));
    }

    private void probeAgain() {
        if (!peers.self().settled) {
            context.timers.by(Timer.PROBE, context.now + PROBE_AGAIN);
        }
    }

    private void settle() {
        if (!peers.self().settled) {
            peers.self().settled = true;
            context.timers.stop(Timer.PROBE);
            announcer.toAll();
        }
    }

    void probed(Member from, Probe probe) {
        if (isRival(from, probe.who())) {
            meet(probe.who(), probe.settled());
            if (!context.ended) {
                context.port.send(from, new ProbeAck(context.self, peers.self().settled));
            }
        }
    }

    /** A rival answered; or another node says who holds the id, as far as it knows. */
    void answered(Member from, ProbeAck answer) {
        Announcement holder = answer.who();
        if (isRival(from, holder)) {
            meet(holder, answer.settled());
        } else if (from.nodeId() != context.self.nodeId()
                && !peers.self().settled
                && holder.nodeId() == context.self.nodeId()
                && holder.incarnation() != context.self.incarnation()) {
            rivalLife = holder.incarnation();
            if (holder.sameAddress(context.self)) {
                replace(rivalLife, "this node has its port now");
            }
        }
    }

    void announced(Member from, Announce announce) {
        if (!isRival(from, announce.who())) {
            return;
        }
        if (announce.replaces() == context.self.incarnation()) {
            context.fence(
                    heldBy(announce.who()) + ", which replaced this node while it was silent");
        } else if (announce.settled()) {
            meet(announce.who(), true);
        }
    }

    private boolean isRival(Member from, Announcement who) {
        return from.isAgent()
                && from.nodeId() == context.self.nodeId()
                && who.nodeId() == context.self.nodeId()
                && who.incarnation() != context.self.incarnation();
    }

    /** A living rival: one of the two must go. */
    private void meet(Announcement rival, boolean rivalSettled) {
        boolean settled = peers.self().settled;
        if (replaced == rival.incarnation()) {
            return;
        }
        boolean goes = settled == rivalSettled ? startedAfter(rival) : rivalSettled;
        if (goes) {
            context.fence(heldBy(rival));
        }
    }

    private boolean startedAfter(Announcement rival) {
        Announcement self = context.self;
        return self.startedMillis() != rival.startedMillis()
                ? self.startedMillis() > rival.startedMillis()
                : Long.compareUnsigned(self.incarnation(), rival.incarnation()) > 0;
    }

    private static String heldBy(Announcement holder) {
        return "node id %d is held by %s at %s:%d, started %s"
                .formatted(
                        holder.nodeId(),
                        holder.nodeName(),
                        holder.host(),
                        holder.port(),
                        Instant.ofEpochMilli(holder.startedMillis()));
    }

    private void replace(long life, String why) {
        replaced = life;
        announcer.replaces(life);
        context.note(
                Grade.WARN,
                "another daemon has node id " + context.self.nodeId() + ", replaced: " + why);
        settle();
    }

    void tick() {
        if (!context.timers.takeDue(Timer.PROBE, context.now)) {
            return;
        }
        if (context.now - probedSince >= context.settings.probePeriod().toNanos()) {
            replace(
                    rivalLife,
                    "it was silent for " + context.settings.probePeriod().toMillis() + " ms");
        } else {
            rivals.forEach(this::probe);
            probeAgain();
        }
    }
}
