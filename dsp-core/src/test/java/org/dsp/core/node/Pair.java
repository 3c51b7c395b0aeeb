package org.dsp.core.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.Payload;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.wire.ProxyHeader;

/** Nodes of core code that reach each other in memory, by host name. */
final class Pair {
    static final long MS = 1_000_000L;

    long now = 1000 * MS;

    /** Who listens at an address. */
    final Map<String, One> hosts = new HashMap<>();

    /** Addresses that nothing reaches. */
    final List<String> cut = new ArrayList<>();

    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final List<Wire> wires = new ArrayList<>();

    /** One node, and what it told its shell. */
    final class One implements NodeEvents {
        final String host;
        final Node node;
        final List<String> told = new ArrayList<>();

        One(int id, String host, long incarnation, RoutingView view) {
            this.host = host;
            ChannelSettings channel =
                    new ChannelSettings(
                            id,
                            incarnation,
                            0,
                            64,
                            1 << 20,
                            1000 * MS,
                            10 * MS,
                            5000 * MS,
                            10 * MS,
                            500 * MS,
                            id,
                            1);
            KernelSettings kernel =
                    new KernelSettings(
                            id,
                            "n" + id,
                            incarnation,
                            List.of(Container.DEFAULT),
                            List.of(),
                            16,
                            0);
            node = new Node(new NodeSettings(kernel, channel), view, this, now);
            hosts.put(host, this);
            node.start(now);
            node.flush(now);
        }

        void view(RoutingView.Peer... peers) {
            node.viewChanged(new RoutingView(1, 0, List.of(peers)), now);
            run();
        }

        boolean isUp(int peer) {
            return node.channel(peer).up();
        }

        @Override
        public void connect(int peer) {
            String to = node.peer(peer).map(RoutingView.Peer::host).orElseThrow();
            told.add("connect " + to);
            work.add(() -> dial(this, peer, to));
        }

        @Override
        public void wantsFlush() {}

        @Override
        public void peerUp(int peer) {
            told.add("up " + peer);
        }

        @Override
        public void peerDown(int peer, String why) {
            told.add("down " + peer);
        }
    }

    static RoutingView.Peer peer(int id, String host) {
        return new RoutingView.Peer(id, "n" + id, host, 3000 + id, LinkOptions.DEFAULT);
    }

    static RoutingView.Peer peer(int id, String host, long cluster) {
        return new RoutingView.Peer(
                id, "n" + id, host, 3000 + id, LinkOptions.DEFAULT, PeerService.NONE, cluster);
    }

    static RoutingView nobody(int local) {
        return new RoutingView(0, local, List.of());
    }

    private void dial(One from, int peer, String to) {
        Optional<One> at = Optional.ofNullable(hosts.get(to));
        if (at.isEmpty() || cut.contains(to)) {
            from.node.channel(peer).connectFailed("nobody at " + to, now);
        } else {
            Wire wire = new Wire(from, peer, at.get());
            wires.add(wire);
            from.node.channel(peer).connected(wire.dialer, now);
        }
    }

    /** The connections to and from a host break. */
    void cut(String host) {
        cut.add(host);
        List.copyOf(wires).stream()
                .filter(w -> w.from.host.equals(host) || w.to.host.equals(host))
                .forEach(Wire::breakUp);
        run();
    }

    void run() {
        do {
            for (Runnable r = work.poll(); r != null; r = work.poll()) {
                r.run();
            }
            hosts.values().forEach(one -> one.node.flush(now));
        } while (!work.isEmpty());
    }

    void pass(long millis) {
        long end = now + millis * MS;
        run();
        while (now < end) {
            now += 5 * MS;
            hosts.values().forEach(one -> one.node.tick(now));
            run();
        }
    }

    /** One connection. */
    private final class Wire {
        final One from;
        final int peer;
        final One to;
        final PeerOutput dialer = new End(true);
        final Node.Incoming incoming;
        boolean over;

        Wire(One from, int peer, One to) {
            this.from = from;
            this.peer = peer;
            this.to = to;
            incoming = to.node.accept(new End(false));
        }

        void breakUp() {
            if (!over) {
                over = true;
                wires.remove(this);
                work.add(
                        () -> {
                            if (from.node.peer(peer).isPresent()) {
                                from.node.channel(peer).disconnected(dialer, "cut", now);
                            }
                            incoming.closed("cut", now);
                        });
            }
        }

        private final class End implements PeerOutput {
            private final boolean dialing;

            End(boolean dialing) {
                this.dialing = dialing;
            }

            @Override
            public boolean writable() {
                return !over;
            }

            @Override
            public void write(ProxyHeader header, Payload payload) {
                ProxyHeader copy = new ProxyHeader().copyFrom(header);
                work.add(() -> deliver(copy, payload));
            }

            private void deliver(ProxyHeader header, Payload payload) {
                if (dialing) {
                    incoming.frame(header, payload, now);
                } else {
                    payload.release();
                    if (from.node.peer(peer).isPresent()) {
                        from.node.channel(peer).control(dialer, header, now);
                    }
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close(String why) {
                work.add(Wire.this::breakUp);
            }

            @Override
            public void abort(String why) {
                work.add(Wire.this::breakUp);
            }
        }
    }
}
