package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.RoutingView;

/**
 * A group of agents in memory, with a clock of its own. Every message travels encoded; views are
 * installed at once at all members of a part.
 */
final class Lab {
    static final long MS = 1_000_000L;

    long now = 1000 * MS;
    final Map<Integer, One> nodes = new TreeMap<>();
    private final List<List<Member>> parts = new ArrayList<>();
    private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
    private final Map<Member, One> byMember = new HashMap<>();
    private final Map<Member, List<AgentMessage>> tools = new HashMap<>();
    private long incarnations;
    private long views;

    /** What decides whether a message arrives. */
    Predicate<AgentMessage> lost = message -> false;

    private static final class Delivery {
        final Member from;
        final Member to;
        final byte[] bytes;

        Delivery(Member from, Member to, byte[] bytes) {
            this.from = from;
            this.to = to;
            this.bytes = bytes;
        }
    }

    /** One agent and all that it did. */
    final class One implements AgentPort {
        final int id;
        final Announcement who;
        Member member;
        final Agent agent;
        final List<RoutingView> published = new ArrayList<>();
        final List<StoredConfig> stored = new ArrayList<>();
        final Map<Long, ConfigResult> results = new HashMap<>();
        final List<AgentNote> notes = new ArrayList<>();
        final List<Long> ended = new ArrayList<>();
        final List<AgentMessage> said = new ArrayList<>();
        Optional<String> fenced = Optional.empty();
        boolean frozen;
        private final ArrayDeque<Delivery> whileFrozen = new ArrayDeque<>();

        One(Announcement who, Optional<StoredConfig> proposal) {
            this.id = who.nodeId();
            this.who = who;
            AgentSettings settings =
                    new AgentSettings(
                            who,
                            Duration.ofSeconds(5),
                            Duration.ofMillis(1500),
                            Duration.ofSeconds(5),
                            proposal,
                            LabConfig::read);
            this.agent = new Agent(settings, this, now);
            this.member = Member.agent(id, ++incarnations);
            byMember.put(member, this);
        }

        AgentStatus status() {
            return agent.status(now);
        }

        NodeStatus of(int node) {
            return status().node(node).orElseThrow();
        }

        AgentState state() {
            return status().state();
        }

        RoutingView view() {
            return published.get(published.size() - 1);
        }

        List<Session> sessions() {
            List<Session> all = new ArrayList<>();
            agent.forEachSession(all::add);
            return all;
        }

        void configure(long request, String file) {
            agent.configure(new ConfigText("c.cfg", file), request, now);
            settle();
        }

        ConfigResult result(long request) {
            return results.get(request);
        }

        void open(Session session) {
            agent.sessionOpened(session, now);
        }

        /** Joins the group anew under another member, as after a full outbox. */
        void rejoin() {
            leavePart(member);
            settle();
            member = Member.agent(id, ++incarnations);
            byMember.put(member, this);
            joinPart(0, member);
            settle();
        }

        @Override
        public void multicast(AgentMessage message) {
            said.add(message);
            byte[] bytes = AgentCodec.encode(message);
            for (Member to : partOf(member)) {
                queue.add(new Delivery(member, to, bytes));
            }
        }

        @Override
        public void send(Member to, AgentMessage message) {
            said.add(message);
            queue.add(new Delivery(member, to, AgentCodec.encode(message)));
        }

        @Override
        public void publish(RoutingView view) {
            published.add(view);
        }

        @Override
        public void store(StoredConfig config) {
            stored.add(config);
        }

        @Override
        public void configured(long requestId, ConfigResult result) {
            assertThat(results.put(requestId, result)).as("answers to " + requestId).isNull();
        }

        @Override
        public void sessionEnded(Session session, String why) {
            ended.add(session.id());
        }

        @Override
        public void fenced(String why) {
            fenced = Optional.of(why);
        }

        @Override
        public void note(AgentNote note) {
            notes.add(note);
        }
    }

    // ---- who is there

    One start(int id) {
        return start(id, Optional.empty());
    }

    One start(int id, Optional<StoredConfig> proposal) {
        One one = make(id, "10.0.0." + id, proposal);
        enter(one);
        return one;
    }

    /** An agent that is in no group yet. */
    One make(int id, String host, Optional<StoredConfig> proposal) {
        return new One(
                new Announcement(id, "n" + id, host, 3000 + id, now / MS, ++incarnations),
                proposal);
    }

    void enter(One one) {
        nodes.put(one.id, one);
        joinPart(0, one.member);
        settle();
    }

    void start(int... ids) {
        for (int id : ids) {
            start(id);
        }
    }

    One node(int id) {
        return nodes.get(id);
    }

    /** Gone, and the group knows. */
    void crash(int id) {
        One one = nodes.remove(id);
        leavePart(one.member);
        byMember.remove(one.member);
        settle();
    }

    /** Gone, and the group does not know yet. */
    void kill(int id) {
        byMember.remove(nodes.remove(id).member);
    }

    /** The group notices that a member is gone. */
    void exclude(Member member) {
        leavePart(member);
        settle();
    }

    Member tool() {
        Member tool = Member.tool(9, ++incarnations);
        tools.put(tool, new ArrayList<>());
        joinPart(0, tool);
        settle();
        return tool;
    }

    /** What a tool was told since it asked last. */
    List<AgentMessage> ask(Member tool, AgentMessage question) {
        List<AgentMessage> told = tools.get(tool);
        told.clear();
        for (Member to : partOf(tool)) {
            if (!to.equals(tool)) {
                queue.add(new Delivery(tool, to, AgentCodec.encode(question)));
            }
        }
        settle();
        return List.copyOf(told);
    }

    // ---- parts of the group

    private List<Member> partOf(Member member) {
        return parts.stream().filter(part -> part.contains(member)).findFirst().orElse(List.of());
    }

    private void joinPart(int index, Member member) {
        while (parts.size() <= index) {
            parts.add(new ArrayList<>());
        }
        parts.get(index).add(member);
        install(parts.get(index), false);
    }

    private void leavePart(Member member) {
        List<Member> part = partOf(member);
        part.remove(member);
        install(part, false);
    }

    private void install(List<Member> part, boolean merge) {
        views++;
        for (Member member : List.copyOf(part)) {
            One one = byMember.get(member);
            if (one != null && !one.frozen) {
                one.agent.viewInstalled(new GroupView(views, member, part, merge), now);
            }
        }
    }

    /** Splits the group; each part is a list of node ids. */
    void split(List<List<Integer>> ids) {
        parts.clear();
        for (List<Integer> part : ids) {
            List<Member> members = new ArrayList<>();
            part.forEach(id -> members.add(node(id).member));
            parts.add(members);
        }
        List.copyOf(parts).forEach(part -> install(part, false));
        settle();
    }

    void heal() {
        List<Member> all = new ArrayList<>();
        parts.forEach(all::addAll);
        parts.clear();
        parts.add(all);
        install(all, true);
        settle();
    }

    // ---- time

    /** Delivers everything. */
    void settle() {
        for (Delivery d = queue.poll(); d != null; d = queue.poll()) {
            if (!partOf(d.from).contains(d.to)) {
                continue;
            }
            AgentMessage message = AgentCodec.decode(d.bytes, 0, d.bytes.length);
            if (lost.test(message)) {
                continue;
            }
            if (tools.containsKey(d.to)) {
                tools.get(d.to).add(message);
            }
            One to = byMember.get(d.to);
            if (to != null && to.frozen) {
                to.whileFrozen.add(d);
            } else if (to != null && to.fenced.isEmpty()) {
                to.agent.received(d.from, message, now);
            }
        }
    }

    void freeze(One one) {
        one.frozen = true;
    }

    /** It goes on with what piled up. */
    void thaw(One one) {
        one.frozen = false;
        queue.addAll(one.whileFrozen);
        one.whileFrozen.clear();
        install(partOf(one.member), false);
        settle();
    }

    /** Lets time pass, every agent ticking when it wants. */
    void pass(long millis) {
        long end = now + millis * MS;
        settle();
        while (true) {
            long next = Long.MAX_VALUE;
            for (One one : living()) {
                next = Math.min(next, one.agent.nextDeadline());
            }
            if (next > end) {
                break;
            }
            now = Math.max(now, next);
            for (One one : living()) {
                if (one.agent.nextDeadline() <= now) {
                    one.agent.tick(now);
                    assertThat(one.agent.nextDeadline()).as("after a tick").isGreaterThan(now);
                }
            }
            settle();
        }
        now = end;
    }

    private Collection<One> living() {
        return byMember.values().stream().filter(one -> !one.frozen).distinct().toList();
    }

    /** Five nodes of which 1, 2 and 3 are servers, configured. */
    static Lab configured() {
        Lab lab = new Lab();
        lab.start(1, 2, 3, 4, 5);
        lab.node(4).configure(1, LabConfig.servers(1, 2, 3));
        lab.pass(1000);
        assertThat(lab.node(4).result(1).outcome()).isEqualTo(ConfigResult.Outcome.ACCEPTED);
        return lab;
    }

    /** Everybody agrees on configuration, bitmaps, levels and sessions, and can prove it. */
    void assertAgreed() {
        AgentStatus first = nodes.values().iterator().next().status();
        for (One one : nodes.values()) {
            AgentStatus status = one.status();
            String who = "node " + one.id;
            assertThat(status.epoch()).as(who).isEqualTo(first.epoch());
            assertThat(status.bmCluster()).as(who).isEqualTo(first.bmCluster());
            assertThat(status.bmServers()).as(who).isEqualTo(first.bmServers());
            assertThat(status.bmInit()).as(who).isEqualTo(first.bmInit());
            for (One other : nodes.values()) {
                NodeStatus seen = one.of(other.id);
                NodeStatus itself = other.of(other.id);
                String pair = who + " about " + other.id;
                assertThat(seen.proven()).as(pair).isTrue();
                assertThat(seen.state()).as(pair).isEqualTo(itself.state());
                assertThat(seen.level()).as(pair).isEqualTo(itself.level());
                assertThat(seen.sessionDigest()).as(pair).isEqualTo(itself.sessionDigest());
                assertThat(seen.sessions()).as(pair).isEqualTo(itself.sessions());
            }
            assertThat(one.sessions())
                    .as(who)
                    .containsExactlyInAnyOrderElementsOf(
                            nodes.values().iterator().next().sessions());
        }
    }

    /** A configuration, for tests that hold one apart. */
    static ClusterConfig config(String text) {
        return LabConfig.read(new ConfigText("c.cfg", text)).config().orElseThrow();
    }
}
