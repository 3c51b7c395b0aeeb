package org.dsp.core.agent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dsp.core.agent.MembershipMessage.Announce;
import org.dsp.core.agent.MembershipMessage.AnnounceRequest;
import org.dsp.core.agent.MembershipMessage.ProbeAck;
import org.dsp.core.agent.Timers.Timer;

/**
 * Who is in the group, and which member speaks for which node. What a node is at counts from what
 * it says after it appeared in the view; whoever says nothing is asked. What a node owned stays,
 * marked, until it is back or a stable view without it decides.
 */
final class Membership {
    private static final int MOST_EARLY = 1000;

    /** Groups that never rest decide, too: after so many times a stable view. */
    private static final int PATIENCE = 3;

    private final Context context;
    private final Peers peers;
    private final Copies copies;
    private final OwnSessions own;
    private Optional<GroupView> view = Optional.empty();

    /** Agents of the view, by node; several where two have one id. */
    private Set<Member> agents = new HashSet<>();

    /** Announcements of members that do not speak for their node, or not yet. */
    private final Map<Member, Announce> early = new HashMap<>();

    Membership(Context context, Peers peers, Copies copies, OwnSessions own) {
        this.context = context;
        this.peers = peers;
        this.copies = copies;
        this.own = own;
    }

    long viewId() {
        return view.map(GroupView::id).orElse(0L);
    }

    /** Members that are no agents. */
    int tools() {
        return view.map(v -> v.members().size() - agents.size()).orElse(0);
    }

    boolean isInView(Member member) {
        return view.isPresent() && view.get().members().contains(member);
    }

    /**
     * Takes the view over.
     *
     * @return whether agents came that were not there before
     */
    boolean install(GroupView next) {
        view = Optional.of(next);
        context.joined = true;
        agents = new HashSet<>();
        next.members().stream().filter(Member::isAgent).forEach(agents::add);
        int local = context.self.nodeId();
        boolean[] came = {false};
        Peer self = peers.self();
        self.member = next.self();
        self.who = context.self;
        self.announced = true;
        peers.update(self);
        peers.forEachOther(
                peer -> {
                    if (!agents.contains(peer.member)) {
                        vanish(peer);
                    }
                });
        for (Member member : next.members()) {
            if (member.isAgent()
                    && member.nodeId() != local
                    && !peers.get(member.nodeId()).present()) {
                came[0] = true;
                appear(peers.get(member.nodeId()), member);
            }
        }
        early.keySet().retainAll(agents);
        long stable = context.settings.stableView().toNanos();
        gone(context.now - PATIENCE * stable);
        context.timers.set(Timer.GONE, context.now + stable);
        context.changed();
        context.repairSoon();
        return came[0];
    }

    private void vanish(Peer peer) {
        peer.vanish(context.now);
        peers.update(peer);
    }

    private void appear(Peer peer, Member member) {
        peer.appear(member);
        peers.update(peer);
        Announce before = early.remove(member);
        if (before != null) {
            take(peer, before);
        }
    }

    // ---- announcements

    /**
     * A member announced itself.
     *
     * @return its node, if it speaks for it
     */
    Optional<Peer> announced(Member from, Announce announce) {
        Peer peer = peers.get(from.nodeId());
        if (announce.who().nodeId() != from.nodeId()) {
            return Optional.empty();
        }
        if (!from.equals(peer.member)) {
            if (!agents.contains(from) || !replaces(peer, announce)) {
                remember(from, announce);
                tellHolder(peer, from, announce);
                return Optional.empty();
            }
            peer.vanish(context.now);
            peer.appear(from);
            early.remove(from);
        }
        take(peer, announce);
        return Optional.of(peer);
    }

    /** It said something that counts: what it announced before it was in the view is too old. */
    void spokeEarly(Member from) {
        early.remove(from);
    }

    private void remember(Member from, Announce announce) {
        if (early.size() < MOST_EARLY) {
            early.put(from, announce);
        }
    }

    /** Whether a second member with a node's id speaks for it from now on. */
    private static boolean replaces(Peer peer, Announce newcomer) {
        if (!peer.present() || peer.who == null || !peer.announced) {
            return true;
        }
        if (peer.replaced != 0 && newcomer.who().incarnation() == peer.replaced) {
            // Said before its end, heard after: there is no order between two senders.
            return false;
        }
        long holder = peer.who.incarnation();
        return newcomer.who().incarnation() == holder
                || newcomer.replaces() == holder
                || (newcomer.settled() && !peer.settled)
                || (newcomer.settled() && newcomer.who().sameAddress(peer.who));
    }

    /** A newcomer with a taken id has to know whose it is; one of the others tells it. */
    private void tellHolder(Peer peer, Member newcomer, Announce announce) {
        int teller = peers.cluster().without(peer.id).lowest();
        if (agents.contains(newcomer)
                && !announce.settled()
                && peer.who != null
                && teller == context.self.nodeId()) {
            context.port.send(newcomer, new ProbeAck(peer.who, true));
        }
    }

    private void take(Peer peer, Announce announce) {
        long life = announce.who().incarnation();
        if (peer.who != null && peer.who.incarnation() != life && !peer.linkUp) {
            own.endOf(peer.id, "node " + peer.id + " was restarted");
        }
        peer.who = announce.who();
        peer.replaced = announce.replaces();
        peer.announced = true;
        peer.settled = announce.settled();
        peer.state = announce.state();
        peer.epoch = announce.epoch();
        peer.stored = announce.stored();
        if (announce.state().inService()) {
            peer.load = announce.load();
            peer.loadAt = context.now;
            peer.loadHeard = true;
        }
        peers.update(peer);
        copies.stated(peer, life, announce.version(), announce.digest());
        context.changed();
    }

    /** An orderly end: what it owned is over at once. */
    void leaving(Peer peer, long life) {
        if (peer.sessions.life == life) {
            copies.drop(peer);
        }
        peer.state = AgentState.WAIT_CONFIG;
        peers.update(peer);
        context.changed();
    }

    // ---- time

    /** Asks whoever was not heard. Whether anybody was not. */
    boolean repair() {
        boolean[] missing = {false};
        peers.forEachOther(
                peer -> {
                    if (!peer.announced) {
                        missing[0] = true;
                        context.port.send(peer.member, new AnnounceRequest());
                    }
                });
        return missing[0];
    }

    void tick() {
        if (context.timers.takeDue(Timer.GONE, context.now)) {
            gone(context.now);
        }
    }

    /** The view is stable: what belongs to nodes that are not in it is over. */
    private void gone(long before) {
        peers.forEach(
                peers.known().minus(peers.cluster()),
                peer -> {
                    if (peer.absentSince > before) {
                        return;
                    }
                    copies.drop(peer);
                    if (!peer.linkUp) {
                        own.endOf(peer.id, "node " + peer.id + " is gone");
                        if (!peers.listed().contains(peer.id)) {
                            peers.forget(peer.id);
                        }
                    }
                });
    }
}
