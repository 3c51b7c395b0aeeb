package org.dsp.core.agent;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
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

/** Any message. */
final class Messages {
    private Messages() {}

    private static Arbitrary<Long> longs() {
        return Arbitraries.longs();
    }

    private static Arbitrary<Integer> ints() {
        return Arbitraries.integers();
    }

    private static Arbitrary<Integer> counts() {
        return Arbitraries.integers().greaterOrEqual(0);
    }

    private static Arbitrary<Integer> ids() {
        return Arbitraries.integers().between(0, 499);
    }

    private static Arbitrary<Boolean> flags() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\n\u00e9\u20ac")
                .ofMaxLength(40);
    }

    private static Arbitrary<NodeSet> sets() {
        return ids().array(int[].class).ofMaxSize(20).map(NodeSet::of);
    }

    private static Arbitrary<ConfigEpoch> epochs() {
        Arbitrary<ConfigEpoch> some =
                Combinators.combine(
                                longs().filter(id -> id != 0),
                                Arbitraries.longs().greaterOrEqual(1),
                                longs())
                        .as(ConfigEpoch::new);
        return Arbitraries.oneOf(Arbitraries.just(ConfigEpoch.NONE), some);
    }

    private static Arbitrary<Announcement> who() {
        return Combinators.combine(
                        ids(),
                        texts(),
                        texts(),
                        Arbitraries.integers().between(0, 65_535),
                        longs(),
                        longs().filter(life -> life != 0))
                .as(Announcement::new);
    }

    private static Arbitrary<Load> loads() {
        return Combinators.combine(
                        Arbitraries.of(Level.class),
                        Arbitraries.integers().between(-1, 100),
                        Arbitraries.longs().greaterOrEqual(-1))
                .as(Load::new);
    }

    private static Arbitrary<AgentState> states() {
        return Arbitraries.of(AgentState.class);
    }

    private static Arbitrary<Result> results() {
        return Arbitraries.of(Result.class);
    }

    private static Arbitrary<ConfigText> configs() {
        return Combinators.combine(texts(), texts()).as(ConfigText::new);
    }

    private static Arbitrary<Session> sessions() {
        Arbitrary<Session> client =
                Combinators.combine(
                                longs().filter(id -> id != 0),
                                ints(),
                                ints(),
                                ids(),
                                ints(),
                                ints())
                        .as(
                                (id, dc, ext, node, ep, gen) ->
                                        new Session(id, dc, ext, node, ep, gen, 0, 0, 0, 0, 0));
        return Combinators.combine(client, ints(), ids(), ints(), ints(), longs())
                .as(
                        (c, pid, node, ep, serverPid, opened) ->
                                new Session(
                                        c.id(),
                                        c.dcid(),
                                        c.extEp(),
                                        c.clientNode(),
                                        c.clientEp(),
                                        c.clientGeneration(),
                                        pid,
                                        node,
                                        ep,
                                        serverPid,
                                        opened));
    }

    private static Arbitrary<NodeStatus> nodes() {
        Arbitrary<Announcement> who = who();
        return Combinators.combine(
                        who,
                        Arbitraries.of(Role.class),
                        states(),
                        loads(),
                        flags(),
                        counts(),
                        longs(),
                        epochs())
                .as(
                        (w, role, state, load, flag, count, number, epoch) ->
                                new NodeStatus(
                                        w.nodeId(),
                                        w.nodeName(),
                                        role,
                                        flag,
                                        state,
                                        load.level(),
                                        load.percent(),
                                        load.ageMs(),
                                        !flag,
                                        count,
                                        number,
                                        ~number,
                                        flag,
                                        w.host(),
                                        w.port(),
                                        epoch));
    }

    private static Arbitrary<Announce> announces() {
        return Combinators.combine(
                        who(), states(), epochs(), epochs(), loads(), longs(), counts(), flags())
                .as(
                        (who, state, epoch, stored, load, version, count, flag) ->
                                new Announce(
                                        who, state, epoch, stored, load, version, ~version, count,
                                        flag, version));
    }

    private static Arbitrary<LoadLevel> loadLevels() {
        return Combinators.combine(
                        results(), longs(), sets(), epochs(), states(), loads(), longs(), counts())
                .as(
                        (result, id, set, epoch, state, load, life, count) ->
                                new LoadLevel(
                                        result, id, set, epoch, state, load, life, ~life, id,
                                        count));
    }

    private static Arbitrary<PutCluster> putClusters() {
        return Combinators.combine(
                        results(),
                        longs(),
                        epochs(),
                        configs().optional(),
                        sets(),
                        sets(),
                        nodes().list().ofMaxSize(4))
                .as(
                        (result, id, epoch, text, a, b, list) ->
                                new PutCluster(result, id, epoch, text, a, b, a, list));
    }

    private static Arbitrary<Config> configMessages() {
        return Combinators.combine(
                        epochs(), longs().list().ofMaxSize(16), configs(), longs(), longs())
                .as(
                        (epoch, ancestors, text, issuer, id) ->
                                new Config(new StoredConfig(epoch, ancestors, text), issuer, id));
    }

    private static Arbitrary<ConfigAnswer> answers() {
        return Combinators.combine(
                        longs(),
                        Arbitraries.of(ConfigResult.Outcome.class),
                        epochs(),
                        texts().list().ofMaxSize(5))
                .as(
                        (id, outcome, epoch, lines) ->
                                new ConfigAnswer(id, new ConfigResult(outcome, epoch, lines)));
    }

    static Arbitrary<AgentMessage> any() {
        return Arbitraries.oneOf(
                List.of(
                        announces().map(m -> (AgentMessage) m),
                        Arbitraries.just(new AnnounceRequest()),
                        longs().map(Leaving::new),
                        configMessages().map(m -> m),
                        Combinators.combine(epochs(), states()).as(AckConfig::new),
                        epochs().map(Initialized::new),
                        loadLevels().map(m -> m),
                        longs().map(GetCluster::new),
                        putClusters().map(m -> m),
                        longs().map(GetLoadLevel::new),
                        Combinators.combine(
                                        results(),
                                        longs(),
                                        Combinators.combine(ids(), loads())
                                                .as(NodeLoad::new)
                                                .list()
                                                .ofMaxSize(4))
                                .as(PutLoadLevel::new),
                        longs().map(UpdateLevel::new),
                        Combinators.combine(
                                        longs(), longs(), epochs().optional(), flags(), configs())
                                .as(ConfigProposal::new),
                        answers().map(m -> m),
                        Combinators.combine(longs(), longs(), sessions()).as(SessionOpen::new),
                        Combinators.combine(longs(), longs(), longs()).as(SessionClose::new),
                        longs().map(SnapshotRequest::new),
                        Combinators.combine(
                                        longs(),
                                        longs(),
                                        longs(),
                                        longs(),
                                        counts(),
                                        flags(),
                                        sessions().list().ofMaxSize(4))
                                .as(Snapshot::new),
                        Combinators.combine(longs(), counts()).as(SnapshotNext::new),
                        Combinators.combine(who(), flags()).as(Probe::new),
                        Combinators.combine(who(), flags()).as(ProbeAck::new),
                        Combinators.combine(longs(), longs()).as(Close::new)));
    }

    /** One of each kind, to begin from. */
    static List<AgentMessage> samples() {
        Announcement who = new Announcement(7, "node7", "10.0.0.7", 3007, 1_000_000, 77);
        ConfigEpoch epoch = new ConfigEpoch(1, 2, 3);
        ConfigText text = new ConfigText("c.cfg", "server node7 { nodeid 7; };");
        Load load = new Load(Level.LOADED, 50, 1234);
        Session session = Sessions.of(5, 3, 7);
        NodeSet set = NodeSet.of(0, 63, 64, 499);
        NodeStatus node =
                new NodeStatus(
                        7,
                        "node7",
                        Role.SERVER,
                        true,
                        AgentState.INITIALIZED,
                        Level.FREE,
                        5,
                        9,
                        true,
                        1,
                        2,
                        3,
                        true,
                        "h",
                        3007,
                        epoch);
        return List.of(
                new Announce(who, AgentState.CLIENT, epoch, epoch, load, 1, 2, 3, true, 0),
                new AnnounceRequest(),
                new Leaving(77),
                new Config(new StoredConfig(epoch, List.of(4L, 5L), text), 77, 1),
                new AckConfig(epoch, AgentState.SERVER),
                new Initialized(epoch),
                new LoadLevel(Result.OK, 1, set, epoch, AgentState.DRAINING, load, 77, 1, 2, 3),
                new GetCluster(1),
                new PutCluster(
                        Result.OK, 1, epoch, Optional.of(text), set, set, set, List.of(node)),
                new GetLoadLevel(1),
                new PutLoadLevel(Result.OK, 1, List.of(new NodeLoad(7, load))),
                new UpdateLevel(1),
                new ConfigProposal(77, 1, Optional.of(epoch), false, text),
                new ConfigAnswer(
                        1,
                        new ConfigResult(
                                ConfigResult.Outcome.REFUSED, epoch, List.of("c.cfg:1: no"))),
                new SessionOpen(77, 1, session),
                new SessionClose(77, 2, 5),
                new SnapshotRequest(1),
                new Snapshot(1, 77, 2, 3, 0, true, List.of(session, Sessions.of(6, 3, 7))),
                new SnapshotNext(1, 1),
                new Probe(who, true),
                new ProbeAck(who, false),
                new Close(5, 6));
    }
}
