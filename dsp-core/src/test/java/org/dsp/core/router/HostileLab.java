package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.agent.Session;
import org.dsp.core.config.Container;
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

/**
 * Kernel and router of node 0, to which frames of nodes 3 and 4 come as they are made, and a
 * program at endpoint 20. Service 20 is shared; of service 22 programs are ordered and never come.
 */
final class HostileLab implements Links, ProcessPort, RouterEvents {
    static final int MARK = 0x4d41_524b;
    static final int STARTS = 4;

    private final PullSlot slot = new PullSlot();
    private final AttachFrame out = new AttachFrame();
    private final AttachSession program;
    private int calls;
    final List<StartOrder> orders = new ArrayList<>();
    final Kernel kernel;
    final Router router;

    /** Messages that the program has received with {@link #MARK}, and who sent the last. */
    int messages;

    int source;

    HostileLab() {
        KernelSettings settings =
                new KernelSettings(0, "node0", 5, List.of(Container.DEFAULT), List.of(), 4, 0);
        router =
                new Router(
                        settings,
                        new LaunchLimits(2, STARTS, 1),
                        this,
                        () -> new Token(1, 1),
                        node -> true,
                        this);
        kernel = new Kernel(settings, this, router);
        router.attach(kernel);
        PeerService server = new PeerService(true, true, Rank.NOT_MONITORED, -1, 1);
        List<Service> services =
                List.of(
                        Service.external("shared", 20),
                        ServiceLab.service("started", 22, 22, 29, Policy.FIRST_FIT));
        router.view(new RoutingView(1, 0, List.of(), server, new ServiceSet(services, 0)), 0);
        program = kernel.attach(new Credentials(1, 1, 1), new Told(), 0);
        call(out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC));
        call(next(AttachOp.BIND).a1(20));
    }

    /** The number-th session of a node, as it would name it. */
    static long id(int node, int number) {
        SessionIds ids = new SessionIds(node, 1);
        long id = 0;
        for (int i = 0; i < number; i++) {
            id = ids.next();
        }
        return id;
    }

    /** The request that opens that session, of endpoint 50. */
    static ProxyHeader opening(int node, int service, long session, int request) {
        ProxyHeader h = new ProxyHeader();
        h.cmd(Command.SNDREC_MSG).src(50).dst(service).snode(node).mSource(50).mType(MARK);
        h.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_OPENS);
        return h.session(session).request(request).srcGen(9).remaining(-1);
    }

    void arrives(ProxyHeader h) {
        router.arrived(h, Payload.EMPTY, 0);
    }

    private void call(AttachFrame f) {
        program.frame(f, Payload.EMPTY, 0);
    }

    private AttachFrame next(int op) {
        calls++;
        return out.start(op, calls);
    }

    void receive() {
        call(next(AttachOp.RECEIVE).a0(Endpoints.ANY).a1(-1).a2(1));
    }

    void reply() {
        call(next(AttachOp.REPLY).a0(source).bodyInt(4, MARK));
    }

    /** The next frame for a node; what it was is in the slot. */
    ProxyHeader pull(int node) {
        assertThat(kernel.nextPayload(node)).isZero();
        kernel.pull(node, slot, 0);
        return slot.header;
    }

    /** Everything leaves; returns how many frames did. */
    int drain() {
        int frames = 0;
        for (int hop = kernel.nextDirty(); hop >= 0; hop = kernel.nextDirty()) {
            while (kernel.nextPayload(hop) >= 0) {
                frames++;
                kernel.pull(hop, slot, 0);
                if (hop >= Kernel.MAX_NODES) {
                    router.looped(hop, slot.header, slot.payload, 0);
                } else {
                    slot.payload.release();
                }
            }
        }
        kernel.flushSessions();
        return frames;
    }

    // ---- links: whatever is asked, they are there

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

    // ---- programs that are started and never come

    @Override
    public void start(StartOrder order) {
        orders.add(order);
    }

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

    /** What the program is told. */
    private final class Told implements AttachOutput {
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
}
