package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.Policy;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.ServiceSet;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.kernel.PullSlot;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.Token;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;

/** A node that serves one session is no party to another. */
class ForeignAnswerTest {
    private final PullSlot slot = new PullSlot();
    private final AttachFrame out = new AttachFrame();
    private int calls;

    /** Node 1 serves the client at 50, and answers in that session what 51 has asked node 4. */
    @Test
    void anAnswerIsForTheClientOfItsSession() {
        KernelSettings settings =
                new KernelSettings(0, "node0", 5, List.of(Container.DEFAULT), List.of(), 4, 0);
        HostileLab nobody = new HostileLab();
        Router router =
                new Router(
                        settings,
                        LaunchLimits.NONE,
                        nobody,
                        () -> new Token(1, 1),
                        node -> true,
                        nobody);
        Kernel kernel = new Kernel(settings, nobody, router);
        router.attach(kernel);
        ServiceSet services =
                new ServiceSet(List.of(ServiceLab.service("s", 20, 20, 29, Policy.ROUND_ROBIN)), 1);
        List<RoutingView.Peer> peers = List.of(server(1), server(4));
        router.view(new RoutingView(1, 0, peers, PeerService.NONE, services), 0);
        router.up(1, true, 0);
        router.up(4, true, 0);
        Messages first = new Messages();
        Messages second = new Messages();
        call(kernel, first, 50);
        call(kernel, second, 51);
        kernel.pull(1, slot, 0);
        ProxyHeader forged = new ProxyHeader().copyFrom(slot.header);
        kernel.pull(4, slot, 0);
        assertThat(slot.header.src()).isEqualTo(51);

        forged.cmd(Command.REPLY_MSG).snode(1).dnode(0).src(20).dst(51).dstGen(0).srcGen(1);
        forged.flags(Views.OF_SESSION | ProxyHeader.FLAG_YOURS).request(slot.header.request());
        router.arrived(forged, Payload.EMPTY, 0);
        assertThat(second.messages).isZero();

        forged.dst(50).request(1);
        router.arrived(forged, Payload.EMPTY, 0);
        assertThat(first.messages).as("its own it may answer").isOne();
    }

    private static final class Messages implements AttachOutput {
        int messages;

        @Override
        public void write(AttachFrame frame, Payload payload) {
            messages += frame.op() == AttachOp.MESSAGE ? 1 : 0;
            payload.release();
        }

        @Override
        public void flush() {}

        @Override
        public void close(String why) {
            throw new AssertionError(why);
        }
    }

    private static RoutingView.Peer server(int id) {
        PeerService serves = new PeerService(true, true, Rank.NOT_MONITORED, -1, 1);
        return new RoutingView.Peer(id, "node" + id, "h", 3000, LinkOptions.DEFAULT, serves);
    }

    private void call(Kernel kernel, Messages told, int endpoint) {
        AttachSession client = kernel.attach(new Credentials(1, 1, 1), told, 0);
        client.frame(
                out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC),
                Payload.EMPTY,
                0);
        client.frame(out.start(AttachOp.BIND, ++calls).a1(endpoint), Payload.EMPTY, 0);
        client.frame(
                out.start(AttachOp.SENDREC, ++calls).a0(20).a1(Endpoints.FOREVER),
                Payload.EMPTY,
                0);
        kernel.flushSessions();
    }
}
