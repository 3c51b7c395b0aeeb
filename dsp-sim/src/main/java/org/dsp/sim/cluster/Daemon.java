package org.dsp.sim.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.dsp.core.agent.Agent;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.AgentSettings;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.Announcement;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.GroupView;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.Session;
import org.dsp.core.agent.StoredConfig;
import org.dsp.core.channel.ChannelStatus;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.kernel.EndpointStatus;
import org.dsp.sim.group.GroupListener;
import org.dsp.sim.group.Participant;
import org.dsp.sim.group.SimView;

/**
 * One life of one daemon: a real agent and, where the run has links, a real node. Everything that
 * happens to it is one event, at whose end it flushes and says when it wants to be woken.
 */
public final class Daemon implements GroupListener {
    private final World world;
    private final Machine machine;
    private final int nodeId;
    private final long life;
    private final Agent agent;
    private final Participant participant;
    private final Member member;
    private final Optional<LinkShell> links;
    private final Set<Socket> sockets = new LinkedHashSet<>();
    private final Standstill standstill;
    private final Waker waker;
    private final Log log;
    private Optional<RoutingView> published = Optional.empty();
    private boolean over;
    private String fenced = "";

    Daemon(World world, Machine machine, int nodeId, Optional<LinkTimes> times) {
        this.world = world;
        this.log = new Log(world.events());
        this.machine = machine;
        this.standstill = new Standstill(world.wires(), machine.number());
        this.nodeId = nodeId;
        this.life = world.dice().nonZero();
        Announcement self =
                new Announcement(
                        nodeId,
                        "node" + nodeId,
                        machine.host(),
                        world.portOf(nodeId),
                        machine.millis(),
                        life);
        AgentSettings settings =
                AgentSettings.of(self, machine.disk(), new PlainReader(world.container()));
        this.agent = new Agent(settings, new AgentShell(this), now());
        this.links = times.map(given -> new LinkShell(this, given));
        this.waker = new Waker(world, machine, this);
        this.participant = world.group().join(machine.number(), this);
        this.member = Member.agent(nodeId, world.dice().nonZero());
        world.register(participant, member);
        sampleLater();
        run(() -> {});
    }

    public int nodeId() {
        return nodeId;
    }

    public Machine machine() {
        return machine;
    }

    /** This life's incarnation. */
    public long life() {
        return life;
    }

    /** The monotonic clock of its machine, in ns. */
    public long now() {
        return machine.now();
    }

    /** Whether its process is gone. */
    public boolean over() {
        return over;
    }

    /** Why the agent stopped it; empty = it did not. */
    public String fenced() {
        return fenced;
    }

    World world() {
        return world;
    }

    Participant participant() {
        return participant;
    }

    Agent agent() {
        return agent;
    }

    LinkShell links() {
        return links.orElseThrow();
    }

    // ---- events

    /** Something happens to it. */
    void run(Runnable action) {
        if (over) {
            return;
        }
        standstill.run(() -> happens(action));
    }

    private void happens(Runnable action) {
        if (over) {
            return;
        }
        action.run();
        if (!over) {
            links.ifPresent(LinkShell::flush);
            waker.want(
                    Math.min(
                            agent.nextDeadline(),
                            links.map(LinkShell::nextDeadline).orElse(Long.MAX_VALUE)));
        }
    }

    /** Its clock says that something may be due. */
    void tick() {
        run(
                () -> {
                    if (agent.nextDeadline() <= now()) {
                        agent.tick(now());
                    }
                    links.ifPresent(
                            shell -> {
                                if (!over && shell.nextDeadline() <= now()) {
                                    shell.tick();
                                }
                            });
                });
    }

    @Override
    public void viewInstalled(SimView view) {
        GroupView installed = new GroupView(view.id(), member, world.members(view), view.merge());
        run(() -> agent.viewInstalled(installed, now()));
    }

    @Override
    public void received(Participant from, Object message) {
        run(() -> agent.received(world.member(from), (AgentMessage) message, now()));
    }

    /** One sample of the load source after the other, as often as the agent wants them. */
    private void sampleLater() {
        world.events()
                .after(
                        agent.loadPeriod().toNanos(),
                        () ->
                                run(
                                        () -> {
                                            agent.load(world.loadOf(this), now());
                                            sampleLater();
                                        }));
    }

    /** Another thread of the daemon goes on with it. */
    private void later(Runnable action) {
        world.events().after(0, () -> run(action));
    }

    /** The data path's word to the agent, through a queue. */
    void linkChanged(int peer, boolean up, String why) {
        world.watch().linkChanged(this, peer, up, why);
        later(() -> agent.link(peer, up, now()));
    }

    // ---- programs and their sessions

    /** A program connects. */
    AttachSession attach(Credentials credentials, Socket socket) {
        sockets.add(socket);
        return links().node().attach(credentials, socket, now());
    }

    void detached(Socket socket) {
        sockets.remove(socket);
    }

    /** Its router opened a session; the agent hears of it through a queue. */
    void sessionOpened(Session session) {
        world.watch().sessionOpened(this, session);
        later(() -> agent.sessionOpened(session, now()));
    }

    /** Its router ended a session that it had opened. */
    void sessionClosed(long id, String why) {
        world.watch().sessionClosed(this, id, why);
        later(() -> agent.sessionClosed(id, now()));
    }

    /** {@code dlbcmd sessions end} here, or its agent wants it. */
    public void endSession(long id, String why) {
        later(() -> links.ifPresent(shell -> shell.node().endSession(id, why, now())));
    }

    // ---- what its agent does, see AgentShell

    void publish(RoutingView view) {
        world.watch().published(this, view);
        published = Optional.of(view);
        later(
                () ->
                        links.ifPresentOrElse(
                                shell -> shell.viewChanged(view),
                                () ->
                                        view.peers()
                                                .forEach(
                                                        p -> agent.link(p.nodeId(), true, now()))));
    }

    void store(StoredConfig config) {
        machine.store(config);
    }

    void fenced(String why) {
        fenced = why;
        note("fenced: " + why);
        world.events().after(0, this::stop);
    }

    void note(String text) {
        log.add(text);
    }

    // ---- what is done to it

    /** {@code dlbcmd config} here. */
    public void configure(ConfigText text, long requestId) {
        run(() -> agent.configure(text, requestId, now()));
    }

    /** A session was opened by this node's router. */
    public void open(Session session) {
        run(() -> agent.sessionOpened(session, now()));
    }

    /** A session was closed by this node's router. */
    public void close(long sessionId) {
        run(() -> agent.sessionClosed(sessionId, now()));
    }

    public void drain(boolean on) {
        run(() -> agent.drain(on, now()));
    }

    public void maintenance(boolean on) {
        run(() -> agent.maintenance(on, now()));
    }

    /** All its connections to other daemons break when so many frames have come. */
    public void breakLinks(int frames) {
        links.ifPresent(shell -> shell.breakAfter(frames));
    }

    /** An orderly end. */
    public void stop() {
        run(
                () -> {
                    agent.stop(now());
                    links.ifPresent(LinkShell::stop);
                    participant.leave();
                    end();
                });
    }

    /** kill -9, or the machine is gone. */
    void crash(boolean sockets) {
        if (!over) {
            participant.crash(sockets);
            links.ifPresent(LinkShell::die);
            end();
        }
    }

    private void end() {
        over = true;
        sockets.forEach(Socket::daemonDied);
        sockets.clear();
        world.ended(this);
    }

    // ---- what is seen

    public AgentStatus status() {
        return agent.status(now());
    }

    public void forEachSession(Consumer<Session> action) {
        agent.forEachSession(action);
    }

    /** The life that the channel to a peer takes for its peer's; empty = it knows none. */
    public OptionalLong linkedLife(int peer) {
        return links.map(shell -> shell.peerLife(peer)).orElse(OptionalLong.empty());
    }

    /** Sessions of its clients, as its router has them. */
    public int clientSessions() {
        return links.map(shell -> shell.node().clientSessions()).orElse(0);
    }

    /** Sessions that it serves, as its router has them. */
    public int serverSessions() {
        return links.map(shell -> shell.node().serverSessions()).orElse(0);
    }

    /** What is bound on it. */
    public List<EndpointStatus> endpoints() {
        return links.map(shell -> shell.node().operator().list()).orElse(List.of());
    }

    /** The link epoch of a peer, this half first; empty when there is no channel. */
    public Optional<String> linkEpoch(int peer) {
        return links.flatMap(shell -> shell.status(peer)).map(ChannelStatus::linkEpoch);
    }

    /** Whether the channel to a peer is up. */
    public boolean linkUp(int peer) {
        return links.map(shell -> shell.up(peer)).orElse(true);
    }

    /** Whether its group's view has {@code other}, and nobody else as that node. */
    public boolean sees(Daemon other) {
        List<Member> same =
                participant.view().map(world::members).orElse(List.of()).stream()
                        .filter(one -> one.nodeId() == other.nodeId)
                        .toList();
        return other.nodeId != nodeId && same.equals(List.of(other.member));
    }

    /** What the data path was told last; empty = nothing yet. */
    public Optional<RoutingView> published() {
        return published;
    }

    /** The last lines of its log. */
    public List<String> notes() {
        return log.lines();
    }

    @Override
    public String toString() {
        return "node %d on m%d, life %016x".formatted(nodeId, machine.number(), life);
    }
}
