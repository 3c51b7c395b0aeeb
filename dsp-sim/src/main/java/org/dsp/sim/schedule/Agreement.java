package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.agent.Session;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.RoutingView;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.PlainReader;

/**
 * What must be true when faults have stopped: everybody has the same picture, and it is the true
 * one. Says what is not, in words; nothing = all of it is.
 */
final class Agreement {
    /** A load that differs by less than that need not be told at once. */
    private static final int NOTABLE = 5;

    private final List<Daemon> daemons;
    private final Ledger ledger;
    private final Map<Daemon, AgentStatus> status = new TreeMap<>(Agreement::byNode);
    private final List<String> problems = new ArrayList<>();

    private Agreement(List<Daemon> daemons, Ledger ledger) {
        this.daemons = daemons;
        this.ledger = ledger;
        daemons.forEach(daemon -> status.put(daemon, daemon.status()));
    }

    private static int byNode(Daemon a, Daemon b) {
        return Integer.compare(a.nodeId(), b.nodeId());
    }

    /** What is wrong. */
    static List<String> problems(List<Daemon> daemons, Ledger ledger) {
        return new Agreement(daemons, ledger).check();
    }

    private List<String> check() {
        if (status.size() != daemons.size()) {
            problems.add("two daemons live as one node: " + daemons);
            return problems;
        }
        group();
        Optional<ClusterConfig> config = configuration();
        if (config.isPresent()) {
            bitmaps(config.get());
            nodes(config.get());
        }
        sessions();
        links();
        return problems;
    }

    // ---- group and configuration

    private void group() {
        Set<Long> views = new TreeSet<>();
        status.values().forEach(s -> views.add(s.viewId()));
        expect(views.size() == 1, "views differ: " + views);
        status.forEach((d, s) -> expect(s.settled(), d + " does not know that its id is its own"));
    }

    private Optional<ClusterConfig> configuration() {
        AgentStatus first = status.values().iterator().next();
        status.forEach(
                (d, s) -> {
                    expect(s.epoch().isConfigured(), d + " is not configured");
                    expect(
                            s.epoch().equals(first.epoch()),
                            "%s has configuration %s, node %d has %s"
                                    .formatted(d, s.epoch(), first.nodeId(), first.epoch()));
                    expect(s.config().equals(first.config()), d + " has another text");
                    expect(
                            s.config()
                                    .map(text -> text.digest() == s.epoch().digest())
                                    .orElse(true),
                            d + " has a text that is not its epoch's");
                    expect(s.foreign().isEmpty(), d + " sees foreign clusters " + s.foreign());
                });
        return first.config().flatMap(text -> new PlainReader().read(text).config());
    }

    // ---- bitmaps, states, levels, what each knows of each

    private void bitmaps(ClusterConfig config) {
        NodeSet cluster = NodeSet.EMPTY;
        NodeSet servers = NodeSet.EMPTY;
        NodeSet inService = NodeSet.EMPTY;
        for (Map.Entry<Daemon, AgentStatus> one : status.entrySet()) {
            int id = one.getKey().nodeId();
            AgentState state = one.getValue().state();
            cluster = cluster.with(id);
            boolean server = config.isServer(id);
            boolean right =
                    server
                            ? state.inService() || state == AgentState.MAINTENANCE
                            : state == AgentState.CLIENT;
            expect(right, one.getKey() + " is " + state + (server ? ", a server" : ", a client"));
            if (server) {
                servers = servers.with(id);
                inService = state.inService() ? inService.with(id) : inService;
            }
        }
        for (Map.Entry<Daemon, AgentStatus> one : status.entrySet()) {
            AgentStatus s = one.getValue();
            same(one.getKey() + " bm_cluster", s.bmCluster(), cluster);
            same(one.getKey() + " bm_servers", s.bmServers(), servers);
            same(one.getKey() + " bm_init", s.bmInit(), inService);
        }
    }

    private void nodes(ClusterConfig config) {
        for (Daemon seen : status.keySet()) {
            NodeStatus self = status.get(seen).node(seen.nodeId()).orElseThrow();
            for (Daemon by : status.keySet()) {
                String what = by + " of node " + seen.nodeId() + ": ";
                Optional<NodeStatus> found = status.get(by).node(seen.nodeId());
                if (found.isEmpty()) {
                    problems.add(what + "nothing");
                    continue;
                }
                NodeStatus node = found.get();
                expect(node.present(), what + "absent");
                expect(node.proven(), what + "not proven");
                same(what + "state", node.state(), self.state());
                same(what + "role", node.role(), self.role());
                same(what + "epoch", node.epoch(), self.epoch());
                same(what + "sessions", node.sessions(), self.sessions());
                same(what + "version", node.sessionVersion(), self.sessionVersion());
                same(what + "digest", node.sessionDigest(), self.sessionDigest());
                same(what + "host", node.host(), seen.machine().host());
                if (config.isServer(seen.nodeId()) && self.state().inService()) {
                    same(what + "level", node.level(), self.level());
                    expect(
                            Math.abs(node.percent() - self.percent()) < NOTABLE,
                            what + "load " + node.percent() + ", not " + self.percent());
                }
            }
        }
    }

    // ---- sessions

    private void sessions() {
        Map<Long, Session> truth = new TreeMap<>();
        Set<OpenSession.Stream> streams = new HashSet<>();
        for (Daemon owner : status.keySet()) {
            for (OpenSession open : ledger.of(owner).values()) {
                truth.put(open.session().id(), open.session());
                expect(
                        streams.add(open.stream()),
                        "two sessions serve one client: " + open.session());
                expect(
                        status.keySet().stream().anyMatch(d -> d.life() == open.clientLife()),
                        "a session outlives its client's node: " + open.session());
            }
        }
        for (Daemon by : status.keySet()) {
            Map<Long, Session> table = new TreeMap<>();
            by.forEachSession(session -> table.put(session.id(), session));
            if (!table.equals(truth)) {
                problems.add(by + " has other sessions: " + difference(truth, table));
            }
        }
    }

    private static String difference(Map<Long, Session> truth, Map<Long, Session> table) {
        Map<Long, Session> missing = new TreeMap<>(truth);
        missing.keySet().removeAll(table.keySet());
        Map<Long, Session> more = new TreeMap<>(table);
        more.keySet().removeAll(truth.keySet());
        return "missing " + few(missing) + ", too many " + few(more);
    }

    private static String few(Map<Long, Session> sessions) {
        return sessions.size() + sessions.values().stream().limit(3).toList().toString();
    }

    // ---- links and routes

    private void links() {
        for (Daemon from : status.keySet()) {
            Set<Integer> peers = new TreeSet<>();
            from.published()
                    .ifPresent(view -> view.peers().forEach(peer -> peers.add(peer.nodeId())));
            Set<Integer> others = new TreeSet<>();
            status.keySet().stream().filter(d -> d != from).forEach(d -> others.add(d.nodeId()));
            same(from + " routes to", peers, others);
            for (Daemon to : status.keySet()) {
                if (from != to) {
                    link(from, to);
                }
            }
        }
    }

    private void link(Daemon from, Daemon to) {
        String what = from + " and node " + to.nodeId() + ": ";
        expect(from.linkUp(to.nodeId()), what + "not linked");
        Optional<String> here = from.linkEpoch(to.nodeId());
        Optional<String> there = to.linkEpoch(from.nodeId()).map(Agreement::mirrored);
        same(what + "link epoch", here, there);
        Optional<RoutingView.Peer> peer = from.published().flatMap(v -> v.peer(to.nodeId()));
        peer.ifPresent(
                p -> {
                    same(what + "host", p.host(), to.machine().host());
                    AgentState state = status.get(to).state();
                    same(
                            what + "takes new sessions",
                            p.service().takesNew(),
                            state == AgentState.INITIALIZED);
                });
        status.get(from)
                .node(to.nodeId())
                .ifPresent(node -> expect(node.linkUp(), what + "its agent sees no link"));
    }

    private static String mirrored(String epoch) {
        int space = epoch.indexOf(' ');
        return epoch.substring(space + 1) + ' ' + epoch.substring(0, space);
    }

    // ---- saying so

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private void same(String what, Object is, Object expected) {
        expect(is.equals(expected), what + " " + is + ", expected " + expected);
    }
}
