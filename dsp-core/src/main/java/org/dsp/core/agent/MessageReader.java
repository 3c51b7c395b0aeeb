package org.dsp.core.agent;

import org.dsp.core.agent.AgentMessage.Kind;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.ConfigMessage.AckConfig;
import org.dsp.core.agent.ConfigMessage.Config;
import org.dsp.core.agent.ConfigMessage.ConfigAnswer;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.ConfigMessage.Initialized;
import org.dsp.core.agent.MembershipMessage.Announce;
import org.dsp.core.agent.MembershipMessage.AnnounceRequest;
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
import org.dsp.core.config.ClusterNode;

/** The bodies of messages, as {@link MessageWriter} writes them. */
final class MessageReader {
    private static final int NODES = ClusterNode.IDS.max() + 1;
    private static final AgentState[] STATES = AgentState.values();
    private static final Level[] LEVELS = Level.values();
    private static final Role[] ROLES = Role.values();
    private static final Result[] RESULTS = Result.values();
    private static final ConfigResult.Outcome[] OUTCOMES = ConfigResult.Outcome.values();
    private static final int NO_PERCENT = 0xff;

    private MessageReader() {}

    static AgentMessage read(Kind kind, WireReader in) {
        return switch (kind) {
            case ANNOUNCE -> announce(in);
            case ANNOUNCE_REQUEST -> new AnnounceRequest();
            case LEAVING -> new Leaving(in.i64());
            case CONFIG -> config(in);
            case ACK_CONFIG -> new AckConfig(in.epoch(), in.oneOf(STATES));
            case INITIALIZED -> new Initialized(in.epoch());
            case LOADLVL -> loadLevel(in);
            case GET_CLUSTER -> new GetCluster(in.i64());
            case PUT_CLUSTER -> putCluster(in);
            case GET_LOADLVL -> new GetLoadLevel(in.i64());
            case PUT_LOADLVL -> putLoadLevel(in);
            case UPDTLVL -> new UpdateLevel(in.i64());
            case CONFIG_PROPOSAL -> proposal(in);
            case CONFIG_RESULT -> answer(in);
            case SESSION_OPEN -> new SessionOpen(in.i64(), in.i64(), session(in));
            case SESSION_CLOSE -> new SessionClose(in.i64(), in.i64(), in.i64());
            case SNAPSHOT_REQUEST -> new SnapshotRequest(in.i64());
            case SNAPSHOT -> snapshot(in);
            case SNAPSHOT_NEXT -> new SnapshotNext(in.i64(), in.count("index", Integer.MAX_VALUE));
            case PROBE -> new Probe(who(in), in.flag());
            case PROBE_ACK -> new ProbeAck(who(in), in.flag());
            case CLOSE -> new Close(in.i64(), in.i64());
        };
    }

    private static Announcement who(WireReader in) {
        return new Announcement(
                in.u16(), in.text(Limits.HOST), in.text(Limits.HOST), in.u16(), in.i64(), in.i64());
    }

    private static Announce announce(WireReader in) {
        return new Announce(
                who(in),
                in.oneOf(STATES),
                in.epoch(),
                in.epoch(),
                load(in),
                in.i64(),
                in.i64(),
                sessions(in),
                in.flag(),
                in.i64());
    }

    private static int sessions(WireReader in) {
        return in.count("sessions", Integer.MAX_VALUE);
    }

    private static Load load(WireReader in) {
        Level level = in.oneOf(LEVELS);
        int percent = in.u8();
        return new Load(level, percent == NO_PERCENT ? -1 : percent, in.i64());
    }

    private static ConfigText text(WireReader in) {
        return new ConfigText(in.text(Limits.NAME), in.text(Limits.CONFIG));
    }

    private static Config config(WireReader in) {
        StoredConfig config =
                new StoredConfig(
                        in.epoch(),
                        in.list("ancestors", Limits.ANCESTORS, WireReader::i64),
                        text(in));
        return new Config(config, in.i64(), in.i64());
    }

    private static LoadLevel loadLevel(WireReader in) {
        return new LoadLevel(
                in.oneOf(RESULTS),
                in.i64(),
                in.nodes(),
                in.epoch(),
                in.oneOf(STATES),
                load(in),
                in.i64(),
                in.i64(),
                in.i64(),
                sessions(in));
    }

    private static PutCluster putCluster(WireReader in) {
        return new PutCluster(
                in.oneOf(RESULTS),
                in.i64(),
                in.epoch(),
                in.optional(MessageReader::text),
                in.nodes(),
                in.nodes(),
                in.nodes(),
                in.list("nodes", NODES, MessageReader::node));
    }

    private static NodeStatus node(WireReader in) {
        int id = in.u16();
        ClusterNode.IDS.check("node id", id);
        String name = in.text(Limits.HOST);
        Role role = in.oneOf(ROLES);
        boolean present = in.flag();
        AgentState state = in.oneOf(STATES);
        Load load = load(in);
        return new NodeStatus(
                id,
                name,
                role,
                present,
                state,
                load.level(),
                load.percent(),
                load.ageMs(),
                in.flag(),
                sessions(in),
                in.i64(),
                in.i64(),
                in.flag(),
                in.text(Limits.HOST),
                in.u16(),
                in.epoch());
    }

    private static PutLoadLevel putLoadLevel(WireReader in) {
        return new PutLoadLevel(
                in.oneOf(RESULTS),
                in.i64(),
                in.list("levels", NODES, i -> new NodeLoad(i.u16(), load(i))));
    }

    private static ConfigProposal proposal(WireReader in) {
        return new ConfigProposal(
                in.i64(), in.i64(), in.optional(WireReader::epoch), in.flag(), text(in));
    }

    private static ConfigAnswer answer(WireReader in) {
        long requestId = in.i64();
        return new ConfigAnswer(
                requestId,
                new ConfigResult(
                        in.oneOf(OUTCOMES),
                        in.epoch(),
                        in.list("lines", Limits.LINES, i -> i.text(Limits.LINE))));
    }

    private static Snapshot snapshot(WireReader in) {
        return new Snapshot(
                in.i64(),
                in.i64(),
                in.i64(),
                in.i64(),
                in.count("index", Integer.MAX_VALUE),
                in.flag(),
                in.list("sessions", Limits.CHUNK, MessageReader::session));
    }

    private static Session session(WireReader in) {
        return new Session(
                in.i64(), in.i32(), in.i32(), in.u16(), in.i32(), in.i32(), in.i32(), in.u16(),
                in.i32(), in.i32(), in.i64());
    }
}
