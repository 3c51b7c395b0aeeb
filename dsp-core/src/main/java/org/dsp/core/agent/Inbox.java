package org.dsp.core.agent;

import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.ConfigMessage.AckConfig;
import org.dsp.core.agent.ConfigMessage.Config;
import org.dsp.core.agent.ConfigMessage.ConfigAnswer;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.ConfigMessage.Initialized;
import org.dsp.core.agent.MembershipMessage.Announce;
import org.dsp.core.agent.MembershipMessage.Leaving;
import org.dsp.core.agent.MembershipMessage.Probe;
import org.dsp.core.agent.MembershipMessage.ProbeAck;
import org.dsp.core.agent.SessionMessage.Close;
import org.dsp.core.agent.SessionMessage.SessionClose;
import org.dsp.core.agent.SessionMessage.SessionOpen;
import org.dsp.core.agent.SessionMessage.Snapshot;
import org.dsp.core.agent.SessionMessage.SnapshotNext;
import org.dsp.core.agent.SessionMessage.SnapshotRequest;
import org.dsp.core.agent.StatusMessage.GetCluster;
import org.dsp.core.agent.StatusMessage.GetLoadLevel;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.agent.StatusMessage.UpdateLevel;

/** What becomes of each message, by who sent it. */
final class Inbox {
    private final Context context;
    private final Peers peers;
    private final OwnSessions own;
    private final Copies copies;
    private final Transfers transfers;
    private final Levels levels;
    private final Announcer announcer;
    private final OwnState state;
    private final Configuration configuration;
    private final Issued issued;
    private final Proposals proposals;
    private final Membership membership;
    private final DuplicateIds duplicates;
    private final Responder responder;

    Inbox(Parts parts) {
        context = parts.context;
        peers = parts.peers;
        own = parts.own;
        copies = parts.copies;
        transfers = parts.transfers;
        levels = parts.levels;
        announcer = parts.announcer;
        state = parts.state;
        configuration = parts.configuration;
        issued = parts.issued;
        proposals = parts.proposals;
        membership = parts.membership;
        duplicates = parts.duplicates;
        responder = parts.responder;
    }

    void received(Member from, AgentMessage message) {
        Peer peer = peers.of(from);
        if (peer == peers.self()) {
            fromItself(from, message);
        } else if (peer != null) {
            fromPeer(peer, message);
        } else {
            fromOther(from, message);
        }
    }

    private void fromItself(Member self, AgentMessage message) {
        if (message instanceof Initialized initialized) {
            if (initialized.epoch().equals(configuration.epoch())) {
                state.heardItself();
                proposals.review();
            }
        } else {
            asked(self, message);
        }
    }

    private void fromPeer(Peer peer, AgentMessage message) {
        switch (message.kind()) {
            case SESSION_OPEN -> copies.opened(peer, (SessionOpen) message);
            case SESSION_CLOSE -> copies.closed(peer, (SessionClose) message);
            case LOADLVL -> loadLevel(peer, (LoadLevel) message);
            case ANNOUNCE -> announced(peer.member, (Announce) message);
            case ANNOUNCE_REQUEST -> announcer.toAllSoon(Agent.CROWD);
            case LEAVING -> membership.leaving(peer, ((Leaving) message).life());
            case CONFIG -> {
                configuration.received(peer.member, (Config) message);
                proposals.review();
            }
            case ACK_CONFIG -> {
                AckConfig ack = (AckConfig) message;
                standing(peer, ack.epoch(), ack.state());
                proposals.acknowledged(peer.id, ack.epoch());
                proposals.review();
            }
            case INITIALIZED -> {
                standing(peer, ((Initialized) message).epoch(), AgentState.INITIALIZED);
                levels.reportSoon(Agent.CROWD);
            }
            case CONFIG_RESULT -> {
                ConfigAnswer answer = (ConfigAnswer) message;
                issued.answered(answer.requestId(), answer.result());
            }
            case SNAPSHOT_REQUEST -> transfers.requested(peer.member, (SnapshotRequest) message);
            case SNAPSHOT -> copies.chunk(peer, (Snapshot) message);
            case SNAPSHOT_NEXT -> transfers.next(peer.member, (SnapshotNext) message);
            case PROBE_ACK -> duplicates.answered(peer.member, (ProbeAck) message);
            case CLOSE -> close(peer, (Close) message);
            default -> asked(peer.member, message);
        }
    }

    /** Tools, members that another one speaks for, members that are not in the view yet. */
    private void fromOther(Member from, AgentMessage message) {
        switch (message.kind()) {
            case ANNOUNCE -> announced(from, (Announce) message);
            case PROBE -> duplicates.probed(from, (Probe) message);
            case PROBE_ACK -> duplicates.answered(from, (ProbeAck) message);
            case ANNOUNCE_REQUEST -> announcer.toAllSoon(Agent.CROWD);
            default -> {
                if (from.isAgent()) {
                    membership.spokeEarly(from);
                } else {
                    asked(from, message);
                }
            }
        }
    }

    /** What tools ask, and agents for theirs. */
    private void asked(Member from, AgentMessage message) {
        switch (message.kind()) {
            case GET_CLUSTER -> responder.getCluster(((GetCluster) message).requestId());
            case GET_LOADLVL -> responder.getLoadLevel(((GetLoadLevel) message).requestId());
            case UPDTLVL -> responder.updateLevel(((UpdateLevel) message).requestId());
            case CONFIG_PROPOSAL -> proposals.proposed(from, (ConfigProposal) message);
            default -> {
                // PUT_CLUSTER and PUT_LOADLVL are for tools; what else comes here is this node's
                // own.
            }
        }
    }

    private void announced(Member from, Announce announce) {
        if (from.nodeId() == context.self.nodeId()) {
            duplicates.announced(from, announce);
            return;
        }
        membership
                .announced(from, announce)
                .ifPresent(
                        peer -> {
                            proposals.acknowledged(peer.id, peer.epoch);
                            configuration.heard(peer);
                        });
        proposals.review();
    }

    private void loadLevel(Peer peer, LoadLevel report) {
        if (report.result() == Result.INVALID) {
            return;
        }
        levels.heard(peer, report.load());
        if (!report.epoch().equals(peer.epoch) || report.state() != peer.state) {
            standing(peer, report.epoch(), report.state());
        }
        copies.stated(peer, report.life(), report.version(), report.digest());
    }

    /** What a peer has and is at. */
    private void standing(Peer peer, ConfigEpoch epoch, AgentState stands) {
        peer.epoch = epoch;
        peer.stored = epoch;
        peer.state = stands;
        peers.update(peer);
        configuration.heard(peer);
        context.changed();
    }

    private void close(Peer peer, Close close) {
        Session session = own.table().get(close.sessionId());
        if (session != null && session.clientNode() == peer.id) {
            own.end(
                    session,
                    "its client's node gave the client to session %016x".formatted(close.winner()));
        }
    }
}
