package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.Session;
import org.dsp.core.config.RoutingView;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.Watch;

/**
 * What is true in a run, written down while it goes on: which sessions live, which lives are
 * linked, which commands were answered. It finds what must never be, at the moment when it is.
 */
final class Ledger implements Watch {
    private final List<String> problems = new ArrayList<>();
    private final Map<Daemon, Map<Long, OpenSession>> sessions = new LinkedHashMap<>();
    private final Map<Daemon, Map<Integer, Long>> linked = new HashMap<>();
    private final Map<Daemon, Long> routes = new HashMap<>();
    private final Map<Long, Daemon> asked = new TreeMap<>();
    private final Map<Long, ConfigResult> answers = new TreeMap<>();
    private final Set<String> fenced = new HashSet<>();
    private final Set<Long> everOpened = new HashSet<>();
    private boolean routed;
    private long messages;
    private long bytes;
    private int ups;
    private int leaves;

    /** What was wrong so far. */
    List<String> problems() {
        return problems;
    }

    void problem(String what) {
        problems.add(what);
    }

    // ---- sessions

    void opened(Daemon owner, OpenSession session) {
        sessions.computeIfAbsent(owner, key -> new TreeMap<>())
                .put(session.session().id(), session);
    }

    void closed(Daemon owner, long id) {
        of(owner).remove(id);
    }

    /** The sessions that a daemon owns, by id. */
    Map<Long, OpenSession> of(Daemon owner) {
        return sessions.getOrDefault(owner, new TreeMap<>());
    }

    @Override
    public void sessionOpened(Daemon daemon, Session session) {
        routed = true;
        if (!everOpened.add(session.id())) {
            problem(daemon + ": a session is opened a second time: " + session);
        }
        boolean own = session.clientNode() == daemon.nodeId();
        long life = own ? daemon.life() : daemon.linkedLife(session.clientNode()).orElse(0);
        opened(daemon, new OpenSession(session, life));
    }

    @Override
    public void sessionClosed(Daemon daemon, long id, String why) {
        if (of(daemon).remove(id) == null) {
            problem(daemon + ": closed session " + id + " that is not open: " + why);
        }
    }

    /** Sessions that routers opened. */
    int everOpened() {
        return everOpened.size();
    }

    /** Where a router has the session as well, it ends it in its turn. */
    @Override
    public void sessionEnded(Daemon daemon, Session session, String why) {
        if (!routed && of(daemon).remove(session.id()) == null) {
            problem(daemon + " ended session " + session.id() + " that it has not: " + why);
        }
    }

    @Override
    public void ended(Daemon daemon) {
        sessions.remove(daemon);
        linked.remove(daemon);
        if (!daemon.fenced().isEmpty()) {
            fenced.add(daemon + ": " + daemon.fenced());
        }
    }

    /** Daemons that fenced themselves, and why. */
    Set<String> fenced() {
        return fenced;
    }

    // ---- links

    @Override
    public void linkChanged(Daemon daemon, int peer, boolean up, String why) {
        Map<Integer, Long> lives = linked.computeIfAbsent(daemon, key -> new HashMap<>());
        if (up) {
            ups++;
            long life = daemon.linkedLife(peer).orElse(0);
            Long before = lives.put(peer, life);
            if (life == 0) {
                problem(daemon + ": link to node " + peer + " is up with nobody");
            } else if (before != null && before != life) {
                problem(
                        "%s: link to node %d went from life %016x to %016x without LEAVE"
                                .formatted(daemon, peer, before, life));
            }
        } else {
            leaves++;
            lives.remove(peer);
        }
    }

    /** The life that a daemon is linked with, as far as it knows. */
    OptionalLong linkedLife(Daemon daemon, int peer) {
        Long life = linked.getOrDefault(daemon, Map.of()).get(peer);
        return life == null ? OptionalLong.empty() : OptionalLong.of(life);
    }

    @Override
    public void published(Daemon daemon, RoutingView view) {
        Long before = routes.put(daemon, view.epoch());
        if (before != null && view.epoch() <= before) {
            problem(daemon + ": routing view " + view.epoch() + " after " + before);
        }
        if (view.localNode() != daemon.nodeId() || view.peer(daemon.nodeId()).isPresent()) {
            problem(daemon + ": a routing view of another node: " + view);
        }
    }

    // ---- commands

    void asked(Daemon daemon, long request) {
        asked.put(request, daemon);
    }

    @Override
    public void configured(Daemon daemon, long requestId, ConfigResult result) {
        if (asked.get(requestId) != daemon) {
            problem(daemon + ": answered request " + requestId + " of somebody else");
        }
        if (answers.put(requestId, result) != null) {
            problem(daemon + ": answered request " + requestId + " twice");
        }
    }

    /** The answers given, by request. */
    Map<Long, ConfigResult> answers() {
        return answers;
    }

    /** Requests whose daemon lives and has not answered. */
    List<Long> unanswered() {
        return asked.entrySet().stream()
                .filter(e -> !e.getValue().over() && !answers.containsKey(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    // ---- how much happened

    @Override
    public void sent(Daemon daemon, AgentMessage message, int size) {
        messages++;
        bytes += size;
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    int ups() {
        return ups;
    }

    int leaves() {
        return leaves;
    }
}
