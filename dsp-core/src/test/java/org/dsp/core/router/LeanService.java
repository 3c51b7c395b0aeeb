package org.dsp.core.router;

import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceSet;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.kernel.Links;
import org.dsp.core.kernel.PullSlot;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.ProcessPort;
import org.dsp.core.launch.Token;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * Kernel and router of two nodes and a wire, none of which allocates: clients 50 on node 1 and 51
 * on node 2 of the shared service 10 on node 2.
 */
final class LeanService {
    private static final class Data implements Payload {
        int length;

        @Override
        public int length() {
            return length;
        }

        @Override
        public Payload retain() {
            return this;
        }

        @Override
        public void release() {}
    }

    private static final class Open implements Links {
        @Override
        public boolean known(int node) {
            return node == 1 || node == 2;
        }

        @Override
        public boolean mayQueue(int node) {
            return known(node);
        }

        @Override
        public boolean autobind(int node) {
            return true;
        }

        @Override
        public void expel(int node, String why) {
            throw new AssertionError(why);
        }

        @Override
        public String describe(int node) {
            return "";
        }
    }

    private static final class Quiet implements RouterEvents {
        @Override
        public void sessionOpened(org.dsp.core.agent.Session session) {}

        @Override
        public void sessionClosed(long id, String why) {}

        @Override
        public void note(String text) {}
    }

    private final class Side {
        final Router router;
        final Kernel kernel;

        Side(int id) {
            KernelSettings settings =
                    new KernelSettings(
                            id, "node" + id, id, List.of(Container.DEFAULT), List.of(), 4, 0);
            router =
                    new Router(
                            settings,
                            LaunchLimits.NONE,
                            ProcessPort.none(),
                            () -> new Token(1, 1),
                            node -> true,
                            new Quiet());
            kernel = new Kernel(settings, new Open(), router);
            router.attach(kernel);
            PeerService server = new PeerService(true, true, Rank.NOT_MONITORED, -1, 1);
            int other = 3 - id;
            router.view(
                    new RoutingView(
                            1,
                            id,
                            List.of(
                                    new RoutingView.Peer(
                                            other,
                                            "node" + other,
                                            "h",
                                            3000,
                                            LinkOptions.DEFAULT,
                                            other == 2 ? server : PeerService.NONE)),
                            id == 2 ? server : PeerService.NONE,
                            new ServiceSet(List.of(Service.external("s", 10)), 2)),
                    0);
            router.up(other, true, 0);
        }

        boolean drain(Side other) {
            boolean moved = false;
            for (int hop = kernel.nextDirty(); hop >= 0; hop = kernel.nextDirty()) {
                while (kernel.nextPayload(hop) >= 0) {
                    kernel.pull(hop, slot, 0);
                    moved = true;
                    if (hop >= Kernel.MAX_NODES) {
                        router.looped(hop, slot.header, slot.payload, 0);
                    } else {
                        other.router.arrived(slot.header, slot.payload, 0);
                    }
                }
            }
            kernel.flushSessions();
            return moved;
        }
    }

    private final class Peer implements AttachOutput {
        private final AttachSession session;
        private final AttachFrame out = new AttachFrame();
        private final AttachFrame answer = new AttachFrame();
        private final Data data = new Data();
        private final int[] tags = new int[64];
        private final int[] lengths = new int[64];
        private final boolean[] reads = new boolean[64];
        private int asked;
        private int call;
        private int ended;
        private int code;
        private int source;

        Peer(Kernel kernel, int endpoint) {
            session = kernel.attach(new Credentials(1, 1, 1), this, 0);
            send(out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC));
            send(next(AttachOp.BIND).a1(endpoint));
            succeeded();
        }

        @Override
        public void write(AttachFrame f, Payload payload) {
            boolean read = f.op() == AttachOp.READ;
            if (read || f.op() == AttachOp.WRITE) {
                tags[asked] = f.a0();
                lengths[asked] = read ? f.a2() : payload.length();
                reads[asked] = read;
                asked++;
            } else {
                ended = f.call();
                code = f.op() == AttachOp.MESSAGE ? 0 : f.a0();
                source = f.bodyInt(0);
            }
            payload.release();
        }

        @Override
        public void flush() {}

        @Override
        public void close(String why) {
            throw new AssertionError(why);
        }

        AttachFrame next(int op) {
            call++;
            return out.start(op, call);
        }

        void send(AttachFrame f) {
            session.frame(f, Payload.EMPTY, 0);
            settle();
        }

        boolean serve() {
            boolean served = asked > 0;
            while (asked > 0) {
                asked--;
                data.length = lengths[asked];
                answer.start(reads[asked] ? AttachOp.READ_DATA : AttachOp.WRITE_ACK, 0);
                answer.a0(tags[asked]).a1(data.length);
                session.frame(answer, reads[asked] ? data : Payload.EMPTY, 0);
            }
            return served;
        }

        void succeeded() {
            if (ended != call || code < 0) {
                throw new AssertionError("call " + call + ": ended " + ended + " with " + code);
            }
        }
    }

    private final PullSlot slot = new PullSlot();
    private final Side one = new Side(1);
    private final Side two = new Side(2);
    private Peer client;
    private Peer local;
    private Peer server;

    LeanService() {
        client = new Peer(one.kernel, 50);
        local = new Peer(two.kernel, 51);
        server = new Peer(two.kernel, 10);
    }

    private void settle() {
        boolean moved = true;
        while (moved) {
            moved = one.drain(two);
            moved |= two.drain(one);
            moved |= client != null && client.serve();
            moved |= local != null && local.serve();
            moved |= server != null && server.serve();
        }
    }

    private void trip(Peer who, boolean copies) {
        server.send(server.next(AttachOp.RECEIVE).a0(Endpoints.ANY).a1(-1).a2(1));
        who.send(who.next(AttachOp.SENDREC).a0(10).a1(-1));
        server.succeeded();
        int name = server.source;
        if (copies) {
            copy(name, Endpoints.SELF);
            copy(Endpoints.SELF, name);
        }
        server.send(server.next(AttachOp.REPLY).a0(name));
        server.succeeded();
        who.succeeded();
    }

    private void copy(int from, int to) {
        server.send(server.next(AttachOp.VCOPY).a0(from).a1(to).a2(60_000).a3(-1));
        server.succeeded();
    }

    void remotely() {
        trip(client, false);
    }

    void onOneNode() {
        trip(local, false);
    }

    void copying() {
        trip(client, true);
        trip(local, true);
    }
}
