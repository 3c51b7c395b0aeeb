package org.dsp.core.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dsp.core.agent.Session;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.config.Access;
import org.dsp.core.config.Bind;
import org.dsp.core.config.Container;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.Policy;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceSet;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.ProcessPort;
import org.dsp.core.launch.StartOrder;
import org.dsp.core.launch.Token;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodeEvents;
import org.dsp.core.node.NodePrograms;
import org.dsp.core.node.NodeSettings;
import org.dsp.core.wire.ProxyHeader;

/** Several whole nodes on one virtual clock, with a launcher that starts {@link Prog}s. */
final class ServiceLab {
    static final long MS = 1_000_000L;
    static final long SECOND = 1000 * MS;

    /** What a program that is started does. */
    enum Manners {
        /** Binds, then receives. */
        GOOD,
        /** Nothing is there to start. */
        MISSING,
        /** Ends at once. */
        EXITS,
        /** Never binds. */
        HANGS,
        /** Does nothing until {@link Member#launch}. */
        WAITS
    }

    /** One node. */
    final class Member implements NodeEvents, ProcessPort {
        final ServiceLab lab = ServiceLab.this;
        final int id;
        final Node node;
        boolean alive = true;
        Manners manners = Manners.GOOD;
        Rank rank = Rank.NOT_MONITORED;
        boolean takesNew;

        /** Its programs end at no signal. */
        boolean deaf;

        final List<StartOrder> orders = new ArrayList<>();
        final Map<Long, Prog> programs = new TreeMap<>();

        /** Every program that was ever started here. */
        final List<Prog> everyone = new ArrayList<>();

        final List<Session> opened = new ArrayList<>();
        final List<Long> closed = new ArrayList<>();
        final List<String> signals = new ArrayList<>();
        final List<String> notes = new ArrayList<>();

        Member(int id, boolean server) {
            this.id = id;
            this.takesNew = server;
            KernelSettings kernel =
                    new KernelSettings(
                            id,
                            "node" + id,
                            77 + id,
                            List.of(container),
                            List.of(),
                            4,
                            1_658_010_000_000_000_000L);
            node =
                    new Node(
                            new NodeSettings(kernel, channel(id)),
                            view(id),
                            this,
                            new NodePrograms(
                                    new LaunchLimits(4, 40, SECOND),
                                    this,
                                    () -> new Token(id + 1, ++tokens)),
                            now);
        }

        @Override
        public void connect(int peer) {
            later.add(() -> dial(this, peer));
        }

        @Override
        public void wantsFlush() {}

        @Override
        public void peerUp(int peer) {}

        @Override
        public void peerDown(int peer, String why) {}

        @Override
        public void sessionOpened(Session session) {
            opened.add(session);
        }

        @Override
        public void sessionClosed(long session, String why) {
            closed.add(session);
        }

        @Override
        public void note(String text) {
            notes.add(text);
        }

        @Override
        public void start(StartOrder order) {
            orders.add(order);
            Manners how = manners;
            later.add(() -> launch(order, how));
        }

        void launch(StartOrder order, Manners how) {
            long instance = order.instance();
            if (how == Manners.MISSING) {
                node.programFailed(instance, "no such file", now);
            } else if (how != Manners.WAITS) {
                node.programStarted(instance, 9000 + (int) instance);
                if (how == Manners.EXITS) {
                    node.programExited(instance, 1, "exited with 1", false, now);
                    node.programGone(instance, now);
                } else if (how == Manners.GOOD) {
                    Prog p = new Prog(ServiceLab.this, this, order.token());
                    p.bind(order.serverEndpoint());
                    programs.put(instance, p);
                    everyone.add(p);
                    p.receive();
                }
            }
        }

        @Override
        public void signal(long instance, Signal signal) {
            signals.add(signal + " " + instance);
            if (deaf) {
                return;
            }
            later.add(
                    () -> {
                        Prog p = programs.get(instance);
                        if (p != null) {
                            p.kill();
                        }
                        node.programGone(instance, now);
                    });
        }

        @Override
        public void forget(long instance) {
            programs.remove(instance);
        }

        /** The program that serves at this endpoint. */
        Prog at(int endpoint) {
            return programs.values().stream()
                    .filter(p -> p.endpoint == endpoint && !p.dead)
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }

        Prog prog(int endpoint) {
            Prog p = new Prog(ServiceLab.this, this, null);
            p.bind(endpoint);
            return p;
        }
    }

    private int tokens;

    final List<ProxyHeader> trace = new ArrayList<>();
    final List<Runnable> later = new ArrayList<>();

    /** Frames that nobody can decode, however often they are sent. */
    Predicate<ProxyHeader> unreadable = h -> false;

    private final Map<Integer, Member> members = new TreeMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Container container;
    private List<Service> services;
    private final List<Integer> servers;
    private int presented;
    private final List<Integer> all = new ArrayList<>();
    long now = 100 * SECOND;
    private boolean running;

    /** All nodes are up and know each other. */
    ServiceLab(List<Integer> servers, List<Integer> clients, Service... services) {
        this(Container.DEFAULT, servers, clients, services);
    }

    /** The same, in that container. */
    ServiceLab(
            Container container,
            List<Integer> servers,
            List<Integer> clients,
            Service... services) {
        this.container = container;
        this.servers = servers;
        this.services = List.of(services);
        this.presented = servers.get(0);
        all.addAll(servers);
        all.addAll(clients);
        for (int id : all) {
            members.put(id, new Member(id, servers.contains(id)));
        }
        members.values().forEach(m -> m.node.start(now));
        run();
        advance(SECOND);
    }

    static Service service(String name, int external, int min, int max, Policy policy) {
        return service(name, external, min, max, policy, ServiceTimes.DEFAULT, Access.ALL);
    }

    static Service service(
            String name,
            int external,
            int min,
            int max,
            Policy policy,
            ServiceTimes times,
            Access access) {
        return new Service(
                name,
                OptionalInt.of(0),
                new Endpoints(external, min, max),
                Bind.LOCAL,
                Optional.of("/bin/" + name),
                policy,
                times,
                1000,
                access);
    }

    Member node(int id) {
        return members.get(id);
    }

    void presented(int node) {
        presented = node;
        publish();
    }

    /** Other services, in place of those that were. */
    void services(Service... next) {
        services = List.of(next);
        publish();
    }

    /** What the agents agree on, to all. */
    void publish() {
        members.values().stream()
                .filter(m -> m.alive)
                .forEach(m -> m.node.viewChanged(view(m.id), now));
        run();
    }

    private RoutingView view(int self) {
        List<RoutingView.Peer> peers = new ArrayList<>();
        for (int id : all) {
            if (id != self) {
                peers.add(
                        new RoutingView.Peer(
                                id, "node" + id, "h", 3000, LinkOptions.DEFAULT, service(id)));
            }
        }
        return new RoutingView(1, self, peers, service(self), new ServiceSet(services, presented));
    }

    private PeerService service(int id) {
        Member m = members.get(id);
        boolean server = servers.contains(id);
        return new PeerService(
                server,
                m == null ? server : m.takesNew,
                m == null ? Rank.NOT_MONITORED : m.rank,
                -1,
                1);
    }

    private static ChannelSettings channel(int id) {
        return new ChannelSettings(
                id,
                77 + id,
                0,
                1024,
                1 << 20,
                SECOND,
                10 * MS,
                5 * SECOND,
                10 * MS,
                500 * MS,
                id,
                0);
    }

    private void dial(Member from, int peer) {
        Member to = members.get(peer);
        if (!to.alive) {
            from.node.channel(peer).connectFailed("refused", now);
            return;
        }
        Wire w = new Wire(from, to);
        wires.add(w);
        w.open(now);
    }

    /** The daemon and its programs are gone without a word. */
    void crash(int id) {
        Member m = node(id);
        m.alive = false;
        for (Wire w : wires) {
            if (w.from == m || w.to == m) {
                w.over = true;
            }
        }
        run();
    }

    /** Nothing more can be written to a node. */
    void clog(int id) {
        clogged(id, true);
    }

    /** It can again. */
    void unclog(int id) {
        clogged(id, false);
        run();
    }

    private void clogged(int id, boolean value) {
        wires.stream().filter(w -> w.to == node(id)).forEach(w -> w.clogged = value);
    }

    /** The last frame with this command that arrived anywhere. */
    ProxyHeader lastOf(int command) {
        return trace.stream().filter(h -> h.cmd() == command).reduce((a, b) -> b).orElseThrow();
    }

    /** Every connection of a node breaks; they come again. */
    void breakLinks(int id) {
        Member m = node(id);
        for (Wire w : wires) {
            if (w.from == m || w.to == m) {
                w.over = true;
            }
        }
        run();
    }

    // ---- movement

    void run() {
        if (running) {
            return;
        }
        running = true;
        while (turn()) {
            // Until nothing moves.
        }
        running = false;
    }

    private boolean turn() {
        boolean moved = false;
        List<Runnable> due = List.copyOf(later);
        later.clear();
        for (Runnable r : due) {
            r.run();
            moved = true;
        }
        for (Wire w : List.copyOf(wires)) {
            if (w.over) {
                wires.remove(w);
                w.told(now);
                moved = true;
            } else {
                moved |= w.run(now);
            }
        }
        for (Member m : members.values()) {
            if (m.alive) {
                m.node.flush(now);
            }
        }
        return moved || !later.isEmpty() || wires.stream().anyMatch(this::busy);
    }

    private boolean busy(Wire w) {
        return !w.over && w.waiting();
    }

    void advance(long nanos) {
        long until = now + nanos;
        while (now < until) {
            long next = until;
            for (Member m : members.values()) {
                if (m.alive) {
                    next = Math.min(next, Math.max(now + 1, m.node.nextDeadline()));
                }
            }
            now = next;
            for (Member m : members.values()) {
                if (m.alive) {
                    m.node.tick(now);
                }
            }
            run();
        }
    }
}
