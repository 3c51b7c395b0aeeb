package org.dsp.bench.router;

import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.Server;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceSet;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.ProcessPort;
import org.dsp.core.launch.Token;
import org.dsp.core.router.Router;
import org.dsp.ipc.Limits;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/** Kernel and router of one of two nodes; the second one serves. */
final class RoutingNode {
    static final int CLIENTS = 1;
    static final int SERVERS = 2;

    /** Endpoint of the service, and of its only program. */
    static final int SERVICE = 10;

    /** Room for many clients. */
    static final Limits LIMITS = new Limits(34, 2000, 64);

    final Router router;
    final Kernel kernel;

    RoutingNode(int id) {
        KernelSettings settings =
                new KernelSettings(
                        id,
                        "node" + id,
                        id,
                        List.of(new Container("DC0", 0, List.of(), LIMITS)),
                        List.of(),
                        1,
                        0);
        router =
                new Router(
                        settings,
                        LaunchLimits.NONE,
                        ProcessPort.none(),
                        () -> new Token(1, 1),
                        node -> true,
                        new Nobody());
        kernel = new Kernel(settings, new OpenLinks(), router);
        router.attach(kernel);
        router.view(view(id), 0);
        router.up(CLIENTS + SERVERS - id, true, 0);
    }

    private static RoutingView view(int id) {
        int other = CLIENTS + SERVERS - id;
        RoutingView.Peer peer =
                new RoutingView.Peer(
                        other, "node" + other, "h", 3000, LinkOptions.DEFAULT, service(other));
        ServiceSet services = new ServiceSet(List.of(Service.external("s", SERVICE)), SERVERS);
        return new RoutingView(1, id, List.of(peer), service(id), services);
    }

    private static PeerService service(int node) {
        return node == SERVERS
                ? new PeerService(true, true, Rank.NOT_MONITORED, -1, Server.DEFAULT_WEIGHT)
                : PeerService.NONE;
    }

    /** A process of this node binds the service's endpoint. */
    void serve() {
        AttachFrame frame = new AttachFrame();
        AttachSession program = kernel.attach(new Credentials(1, 1, 1), new Nobody(), 0);
        frame.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC);
        program.frame(frame, Payload.EMPTY, 0);
        program.frame(frame.start(AttachOp.BIND, 1).a1(SERVICE), Payload.EMPTY, 0);
    }
}
