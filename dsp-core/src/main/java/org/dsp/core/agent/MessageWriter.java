package org.dsp.core.agent;

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
import org.dsp.core.agent.StatusMessage.PutCluster;
import org.dsp.core.agent.StatusMessage.PutLoadLevel;
import org.dsp.core.agent.StatusMessage.UpdateLevel;

/** The bodies of messages, field by field in the order of {@code docs/agent.md}. */
final class MessageWriter {
    private MessageWriter() {}

    static void write(AgentMessage message, WireWriter out) {
        switch (message.kind()) {
            case ANNOUNCE -> announce((Announce) message, out);
            case ANNOUNCE_REQUEST -> {
                // No body.
            }
            case LEAVING -> out.i64(((Leaving) message).life());
            case CONFIG -> config((Config) message, out);
            case ACK_CONFIG -> {
                out.epoch(((AckConfig) message).epoch());
                out.u8(((AckConfig) message).state().code());
            }
            case INITIALIZED -> out.epoch(((Initialized) message).epoch());
            case LOADLVL -> loadLevel((LoadLevel) message, out);
            case GET_CLUSTER -> out.i64(((GetCluster) message).requestId());
            case PUT_CLUSTER -> putCluster((PutCluster) message, out);
            case GET_LOADLVL -> out.i64(((GetLoadLevel) message).requestId());
            case PUT_LOADLVL -> putLoadLevel((PutLoadLevel) message, out);
            case UPDTLVL -> out.i64(((UpdateLevel) message).requestId());
            case CONFIG_PROPOSAL -> proposal((ConfigProposal) message, out);
            case CONFIG_RESULT -> answer((ConfigAnswer) message, out);
            case SESSION_OPEN -> sessionOpen((SessionOpen) message, out);
            case SESSION_CLOSE -> sessionClose((SessionClose) message, out);
            case SNAPSHOT_REQUEST -> out.i64(((SnapshotRequest) message).transfer());
            case SNAPSHOT -> snapshot((Snapshot) message, out);
            case SNAPSHOT_NEXT -> {
                out.i64(((SnapshotNext) message).transfer());
                out.i32(((SnapshotNext) message).index());
            }
            case PROBE -> {
                who(((Probe) message).who(), out);
                out.flag(((Probe) message).settled());
            }
            case PROBE_ACK -> {
                who(((ProbeAck) message).who(), out);
                out.flag(((ProbeAck) message).settled());
            }
            case CLOSE -> {
                out.i64(((Close) message).sessionId());
                out.i64(((Close) message).winner());
            }
        }
    }

    private static void who(Announcement who, WireWriter out) {
        out.u16(who.nodeId());
        out.text(who.nodeName());
        out.text(who.host());
        out.u16(who.port());
        out.i64(who.startedMillis());
        out.i64(who.incarnation());
    }

    private static void announce(Announce m, WireWriter out) {
        who(m.who(), out);
        out.u8(m.state().code());
        out.epoch(m.epoch());
        out.epoch(m.stored());
        load(m.load(), out);
        out.i64(m.version());
        out.i64(m.digest());
        out.i32(m.sessions());
        out.flag(m.settled());
        out.i64(m.replaces());
    }

    private static void load(Load load, WireWriter out) {
        out.u8(load.level().code());
        out.u8(load.percent());
        out.i64(load.ageMs());
    }

    private static void text(ConfigText text, WireWriter out) {
        out.text(text.name());
        out.text(text.text());
    }

    private static void config(Config m, WireWriter out) {
        out.epoch(m.config().epoch());
        out.list(m.config().ancestors(), WireWriter::i64);
        text(m.config().text(), out);
        out.i64(m.issuer());
        out.i64(m.requestId());
    }

    private static void loadLevel(LoadLevel m, WireWriter out) {
        out.u8(m.result().code());
        out.i64(m.requestId());
        out.nodes(m.bmInit());
        out.epoch(m.epoch());
        out.u8(m.state().code());
        load(m.load(), out);
        out.i64(m.life());
        out.i64(m.version());
        out.i64(m.digest());
        out.i32(m.sessions());
    }

    private static void putCluster(PutCluster m, WireWriter out) {
        out.u8(m.result().code());
        out.i64(m.requestId());
        out.epoch(m.epoch());
        out.optional(m.config(), (o, t) -> text(t, o));
        out.nodes(m.bmCluster());
        out.nodes(m.bmServers());
        out.nodes(m.bmInit());
        out.list(m.nodes(), (o, n) -> node(n, o));
    }

    private static void node(NodeStatus n, WireWriter out) {
        out.u16(n.id());
        out.text(n.name());
        out.u8(n.role().code());
        out.flag(n.present());
        out.u8(n.state().code());
        load(new Load(n.level(), n.percent(), n.levelAgeMs()), out);
        out.flag(n.proven());
        out.i32(n.sessions());
        out.i64(n.sessionVersion());
        out.i64(n.sessionDigest());
        out.flag(n.linkUp());
        out.text(n.host());
        out.u16(n.port());
        out.epoch(n.epoch());
    }

    private static void putLoadLevel(PutLoadLevel m, WireWriter out) {
        out.u8(m.result().code());
        out.i64(m.requestId());
        out.list(
                m.levels(),
                (o, level) -> {
                    o.u16(level.node());
                    load(level.load(), o);
                });
    }

    private static void proposal(ConfigProposal m, WireWriter out) {
        out.i64(m.issuer());
        out.i64(m.requestId());
        out.optional(m.base(), WireWriter::epoch);
        out.flag(m.dryRun());
        text(m.config(), out);
    }

    private static void answer(ConfigAnswer m, WireWriter out) {
        out.i64(m.requestId());
        out.u8(m.result().outcome().code());
        out.epoch(m.result().epoch());
        out.list(m.result().lines(), WireWriter::text);
    }

    private static void sessionOpen(SessionOpen m, WireWriter out) {
        out.i64(m.life());
        out.i64(m.version());
        session(out, m.session());
    }

    private static void sessionClose(SessionClose m, WireWriter out) {
        out.i64(m.life());
        out.i64(m.version());
        out.i64(m.sessionId());
    }

    private static void snapshot(Snapshot m, WireWriter out) {
        out.i64(m.transfer());
        out.i64(m.life());
        out.i64(m.asOf());
        out.i64(m.digest());
        out.i32(m.index());
        out.flag(m.last());
        out.list(m.sessions(), MessageWriter::session);
    }

    private static void session(WireWriter out, Session s) {
        out.i64(s.id());
        out.i32(s.dcid());
        out.i32(s.extEp());
        out.u16(s.clientNode());
        out.i32(s.clientEp());
        out.i32(s.clientGeneration());
        out.i32(s.clientPid());
        out.u16(s.serverNode());
        out.i32(s.serverEp());
        out.i32(s.serverPid());
        out.i64(s.openedMillis());
    }
}
