package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.agent.Session;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.Policy;
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
import org.dsp.core.launch.StartOrder;
import org.dsp.core.launch.Token;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that says anything at all harms nobody but its own sessions. */
class HostileFramesTest {
    private static final int FRAMES = 3_000;

    private static final List<Integer> COMMANDS =
            List.of(
                    Command.SEND_MSG,
                    Command.NTFY_MSG,
                    Command.SNDREC_MSG,
                    Command.REPLY_MSG,
                    Command.COPYIN_DATA,
                    Command.COPYOUT_RQST,
                    Command.COPYLCL_RQST,
                    Command.COPYRMT_RQST,
                    Command.COPYIN_RQST,
                    Command.CANCEL,
                    Command.PROCESS_DIED,
                    Command.REFUSE,
                    Command.SESSION_GONE,
                    Command.CLOSE,
                    Command.SEND_ACK,
                    Command.SNDREC_ACK,
                    Command.COPYIN_ACK,
                    Command.COPYOUT_DATA);

    private static final List<Integer> NUMBERS =
            List.of(-1, 0, 1, 2, 3, 4, 20, 21, 22, 50, 51, 220, 221, 500, 501, 502, 27_342, -35);

    private Random random;

    private int any() {
        return random.nextInt(20) == 0
                ? random.nextInt()
                : NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private ProxyHeader frame(long known) {
        ProxyHeader h = new ProxyHeader();
        random.nextBytes(h.array());
        int cmd = COMMANDS.get(random.nextInt(COMMANDS.size()));
        h.cmd(cmd).dcid(random.nextInt(10) == 0 ? any() : 0).src(any()).dst(any()).snode(4);
        h.dnode(random.nextInt(10) == 0 ? any() : 0).rcode(any()).len(0).batchNr(0);
        h.flags(ProxyHeader.FLAG_ROUTING | (random.nextInt(4) << 4));
        long id =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> known;
                    case 2 -> 1 + random.nextInt(5);
                    default -> random.nextLong();
                };
        if (Command.routing(cmd) == Command.Routing.COPY) {
            h.copySession(id).copyId(any()).copyDstNode(any()).copyRqtrNode(any());
            h.vSrc(any()).vDst(any()).vRqtr(any()).vBytes(4);
        } else {
            h.session(id).request(any()).srcGen(any()).dstGen(any());
        }
        return h;
    }

    /** Whatever it is asked, the link is there. */
    private static final class Open implements Links {
        @Override
        public boolean known(int node) {
            return node == 1 || node == 3 || node == 4;
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
            assertThat(node).isEqualTo(4);
        }

        @Override
        public String describe(int node) {
            return "";
        }
    }

    /** Programs that are started and never come. */
    private static final class Nobody implements ProcessPort, RouterEvents {
        @Override
        public void start(StartOrder order) {}

        @Override
        public void signal(long instance, Signal signal) {}

        @Override
        public void forget(long instance) {}

        @Override
        public void sessionOpened(Session session) {}

        @Override
        public void sessionClosed(long id, String why) {}

        @Override
        public void note(String text) {}
    }

    /** What a program is told: how often, and last. */
    private static final class Told implements AttachOutput {
        private int messages;
        private int source;

        @Override
        public void write(AttachFrame frame, Payload payload) {
            if (frame.op() == AttachOp.MESSAGE && frame.bodyInt(4) == MARK) {
                messages++;
                source = frame.bodyInt(0);
            }
            payload.release();
        }

        @Override
        public void flush() {}

        @Override
        public void close(String why) {
            throw new AssertionError(why);
        }
    }

    private static final int MARK = 0x4d41_524b;
    private static final long ID = 777;

    private final PullSlot slot = new PullSlot();
    private final AttachFrame out = new AttachFrame();
    private int calls;

    private void call(AttachSession session, AttachFrame f) {
        session.frame(f, Payload.EMPTY, 0);
    }

    private AttachFrame next(int op) {
        calls++;
        return out.start(op, calls);
    }

    private static ProxyHeader request(int number) {
        ProxyHeader h = new ProxyHeader();
        h.cmd(Command.SNDREC_MSG).src(50).dst(20).snode(3).mSource(50).mType(MARK);
        h.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_OPENS);
        return h.session(ID).request(number).srcGen(9).remaining(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyElseNotices(long seed) {
        random = new Random(seed);
        KernelSettings settings =
                new KernelSettings(0, "node0", 5, List.of(Container.DEFAULT), List.of(), 4, 0);
        Nobody nobody = new Nobody();
        Router router =
                new Router(
                        settings,
                        new LaunchLimits(2, 4, 1),
                        nobody,
                        () -> new Token(1, 1),
                        node -> true,
                        nobody);
        Kernel kernel = new Kernel(settings, new Open(), router);
        router.attach(kernel);
        PeerService server = new PeerService(true, true, Rank.NOT_MONITORED, -1, 1);
        List<Service> services =
                List.of(
                        Service.external("shared", 20),
                        ServiceLab.service("started", 22, 22, 29, Policy.FIRST_FIT));
        router.view(new RoutingView(1, 0, List.of(), server, new ServiceSet(services, 0)), 0);
        Told told = new Told();
        AttachSession program = kernel.attach(new Credentials(1, 1, 1), told, 0);
        call(program, out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC));
        call(program, next(AttachOp.BIND).a1(20));
        router.arrived(request(1), Payload.EMPTY, 0);

        for (int i = 0; i < FRAMES; i++) {
            ProxyHeader h = frame(ID);
            boolean data = Command.carriesPayload(h.cmd());
            router.arrived(h, data ? new BytesPayload(new byte[4]) : Payload.EMPTY, 0);
            if (i % 10 == 0) {
                drain(kernel, router);
            }
        }

        for (int i = 0; told.messages == 0; i++) {
            assertThat(i).as("messages before the one of node 3").isLessThan(1000);
            call(program, next(AttachOp.RECEIVE).a0(Endpoints.ANY).a1(-1).a2(1));
        }
        drain(kernel, router);
        call(program, next(AttachOp.REPLY).a0(told.source).bodyInt(4, MARK));
        assertThat(kernel.nextPayload(3)).isZero();
        kernel.pull(3, slot, 0);
        assertThat(slot.header.cmd()).isEqualTo(Command.REPLY_MSG);
        assertThat(slot.header.session()).isEqualTo(ID);
        assertThat(slot.header.request()).isEqualTo(1);
        assertThat(slot.header.src()).isEqualTo(20);
        assertThat(slot.header.dst()).isEqualTo(50);
        assertThat(told.messages).isEqualTo(1);
    }

    private void drain(Kernel kernel, Router router) {
        for (int hop = kernel.nextDirty(); hop >= 0; hop = kernel.nextDirty()) {
            while (kernel.nextPayload(hop) >= 0) {
                kernel.pull(hop, slot, 0);
                if (hop >= Kernel.MAX_NODES) {
                    router.looped(hop, slot.header, slot.payload, 0);
                } else {
                    slot.payload.release();
                }
            }
        }
        kernel.flushSessions();
    }

    /** Node 1 serves the client at 50, and answers in that session what 51 has asked node 4. */
    @Test
    void anAnswerIsForTheClientOfItsSession() {
        KernelSettings settings =
                new KernelSettings(0, "node0", 5, List.of(Container.DEFAULT), List.of(), 4, 0);
        Nobody nobody = new Nobody();
        Router router =
                new Router(
                        settings,
                        LaunchLimits.NONE,
                        nobody,
                        () -> new Token(1, 1),
                        node -> true,
                        nobody);
        Kernel kernel = new Kernel(settings, new Open(), router);
        router.attach(kernel);
        PeerService server = new PeerService(true, true, Rank.NOT_MONITORED, -1, 1);
        List<RoutingView.Peer> peers =
                List.of(peer(1, server), peer(4, server));
        Service service = ServiceLab.service("s", 20, 20, 29, Policy.ROUND_ROBIN);
        ServiceSet services = new ServiceSet(List.of(service), 1);
        router.view(new RoutingView(1, 0, peers, PeerService.NONE, services), 0);
        router.up(1, true, 0);
        router.up(4, true, 0);
        Told first = new Told();
        Told second = new Told();
        call(kernel, first, 50);
        call(kernel, second, 51);
        kernel.pull(1, slot, 0);
        ProxyHeader forged = new ProxyHeader().copyFrom(slot.header);
        kernel.pull(4, slot, 0);
        int other = slot.header.src() == 51 ? slot.header.request() : -1;

        forged.cmd(Command.REPLY_MSG).snode(1).dnode(0).src(20).dst(51).mType(MARK).dstGen(0);
        forged.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS).request(other).srcGen(1);
        router.arrived(forged, Payload.EMPTY, 0);
        assertThat(second.messages).isZero();
    }

    private static RoutingView.Peer peer(int id, PeerService service) {
        return new RoutingView.Peer(id, "node" + id, "h", 3000, LinkOptions.DEFAULT, service);
    }

    private void call(Kernel kernel, Told told, int endpoint) {
        AttachSession client = kernel.attach(new Credentials(1, 1, 1), told, 0);
        call(client, out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC));
        call(client, next(AttachOp.BIND).a1(endpoint));
        call(client, next(AttachOp.SENDREC).a0(20).a1(Endpoints.FOREVER));
    }
}
