package org.dsp.core.router;

import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.dsp.core.Payload;
import org.dsp.core.balance.Balancer;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.kernel.Services;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.Launcher;
import org.dsp.core.launch.ProcessPort;
import org.dsp.core.launch.Token;
import org.dsp.core.session.ClientSession;
import org.dsp.core.session.NodeSessions;
import org.dsp.core.session.ServerSession;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * Between kernel and channels: frames of sessions, both ways. On a hit nothing is allocated. Node's
 * thread only; never waits for the group, never reads its table.
 */
public final class Router implements Services {
    /** Requests that wait for a node are tried again this often, in ns. */
    private static final long RETRY = 50_000_000L;

    private final int local;
    private final Balancer balancer;
    private final ServiceMap services;
    private final ClientSide clients;
    private final ServerSide servers;
    private final OutOfSession outOfSession;
    private final Launcher launcher;
    private Kernel kernel;
    private int presented = -1;
    private long retryAt = Long.MAX_VALUE;

    public Router(
            KernelSettings settings,
            LaunchLimits limits,
            ProcessPort processes,
            Supplier<Token> tokens,
            IntPredicate reachable,
            RouterEvents events) {
        this.local = settings.nodeId();
        this.balancer = new Balancer(local, Kernel.MAX_NODES, settings.incarnation(), reachable);
        this.services = new ServiceMap(balancer);
        SessionIds ids = new SessionIds(local, settings.incarnation());
        this.clients = new ClientSide(local, balancer, services, ids);
        this.servers = new ServerSide(local, events, services, settings.wallClock());
        this.outOfSession = new OutOfSession(local, services, servers);
        this.launcher = new Launcher(limits, processes, servers, tokens);
    }

    /** Before anything else: the kernel that was made with this router. */
    public void attach(Kernel value) {
        kernel = value;
        clients.kernel(value);
        servers.attach(value, launcher);
        outOfSession.kernel(value);
    }

    /** For what the shell tells of programs. */
    public Launcher launcher() {
        return launcher;
    }

    // ---- what the node tells

    /** Services, and what nodes may be given. */
    public void view(RoutingView view, long now) {
        kernel.at(now);
        services.set(view.services().services());
        servers.servicesChanged();
        clients.servicesChanged();
        presented = view.services().presented();
        balancer.view(view, now);
        servers.takesNew(view.self().takesNew());
        kernel.retryHeld(now);
    }

    /** The link to a peer that serves sessions is up, or not any more. */
    public void up(int node, boolean up, long now) {
        kernel.at(now);
        balancer.up(node, up, now);
        if (up) {
            kernel.retryHeld(now);
        }
    }

    /**
     * Ends a session that this node serves: an operator, or the agent, says so.
     *
     * @return whether it has it
     */
    public boolean end(long id, String why, long now) {
        kernel.at(now);
        ServerSession s = servers.get(id);
        if (s != null) {
            servers.end(s, why, true);
        }
        return s != null;
    }

    /** Sessions of this node's clients. */
    public int clientSessions() {
        return clients.size();
    }

    /** Sessions that this node serves. */
    public int serverSessions() {
        return servers.size();
    }

    /** All sessions, {@code limit} of them in full. */
    public NodeSessions sessions(int limit, long now) {
        kernel.at(now);
        return new SessionList(local, kernel, limit).of(servers, clients);
    }

    /** The session that a frame belongs to; 0 = none. */
    public static long session(ProxyHeader h) {
        return h.has(ProxyHeader.FLAG_ROUTING) ? Views.session(h) : 0;
    }

    /**
     * Says where a session is served. Allocates nothing.
     *
     * @return whether it is known here
     */
    public boolean servedAt(long session, ServedAt at) {
        ServerSession s = servers.get(session);
        ClientSession c = clients.get(session);
        if (s == null && c == null) {
            at.clear();
            return false;
        }
        int endpoint = s != null ? s.endpoint : real(c);
        int node = s != null ? local : c.node;
        int shown = c != null ? c.addressed : s.external;
        at.set(node, endpoint, presented < 0 ? node : presented, shown);
        return true;
    }

    /** A client that addresses another endpoint than the service's was told of it. */
    private static int real(ClientSession c) {
        return c.addressed == c.external ? ServedAt.UNKNOWN : c.addressed;
    }

    // ---- frames that arrive

    /** A sequenced frame of a peer. Takes the payload's reference. */
    public void arrived(ProxyHeader h, Payload payload, long now) {
        kernel.at(now);
        long id = session(h);
        ClientSession s = clients.get(id);
        if (s != null && s.node == h.snode()) {
            toClient(s, h, payload);
        } else if (id != 0 && (!OutOfSession.onlyForClients(h) || servers.get(id) != null)) {
            servers.arrived(h, payload, h.snode());
        } else if (id != 0) {
            payload.release();
            outOfSession.unknown(h);
        } else if (Views.isRequest(h) && outOfSession.isSomebodys(h)) {
            payload.release();
            outOfSession.refuse(h, h.snode());
        } else {
            if (h.cmd() == Command.PROCESS_DIED) {
                servers.clientGone(h.snode(), h.dcid(), h.src(), h.srcGen());
            }
            kernel.put2lcl(h, payload, now);
        }
    }

    /** A frame of the session's node: it speaks to this session's client and to nobody else's. */
    private void toClient(ClientSession s, ProxyHeader h, Payload payload) {
        if (h.dst() == s.client) {
            clients.arrived(s, h, payload);
        } else {
            payload.release();
            kernel.repeated();
        }
    }

    /** A frame between a client and a program, both of this node. Takes the reference. */
    public void looped(int hop, ProxyHeader h, Payload payload, long now) {
        if (hop == CLIENTS) {
            Views.toClient(h, local);
            ClientSession s = clients.get(Views.session(h));
            if (s != null && s.node == local) {
                toClient(s, h, payload);
            } else if (Views.session(h) == 0 && Views.isRequest(h)) {
                payload.release();
                outOfSession.refuse(h, CLIENTS);
            } else {
                payload.release();
                outOfSession.unknown(h);
            }
            return;
        }
        Views.toServer(h, local);
        if (h.cmd() == Command.PROCESS_DIED) {
            servers.clientGone(CLIENTS, h.dcid(), h.src(), h.srcGen());
            kernel.put2lcl(h, payload, now);
        } else {
            servers.arrived(h, payload, CLIENTS);
        }
    }

    /** The peer cannot read a command: whoever waits for it here is told. */
    public void poisoned(ProxyHeader h, long now) {
        long id = Views.session(h);
        ClientSession s = clients.get(id);
        ServerSession served = servers.get(id);
        if (s != null && s.node == h.dnode()) {
            clients.poisoned(h);
        } else if (served != null) {
            servers.poisoned(served, h);
        }
        kernel.poisoned(h, now);
    }

    // ---- what the kernel asks

    @Override
    public boolean serves(int dcid, int endpoint, int asker) {
        Served s = services.find(dcid, endpoint);
        return s != null ? !s.inRange(asker) : servers.isReserved(dcid, endpoint);
    }

    @Override
    public int route(ProxyHeader h, int uid) {
        int hop = h.dnode();
        if (hop == SERVICES) {
            int chosen = clients.route(h, uid);
            if (chosen == HOLD) {
                retryAt = Math.min(retryAt, kernel.time() + RETRY);
            }
            return chosen;
        }
        if (hop == CLIENTS && h.cmd() == Command.PROCESS_DIED) {
            return DROP;
        }
        long id = Views.session(h);
        ServerSession s = servers.get(id);
        if (s != null && s.clientHop == hop) {
            servers.leaves(s, h);
        } else if (id != 0) {
            Views.altered(h);
        }
        return hop;
    }

    @Override
    public void pulled(ProxyHeader h, int hop) {
        if (h.has(ProxyHeader.FLAG_OPENS)) {
            clients.pulled(h);
            return;
        }
        boolean message = Command.routing(h.cmd()) == Command.Routing.MESSAGE;
        if (!message || !h.has(ProxyHeader.FLAG_YOURS) || h.session() == 0) {
            return;
        }
        ServerSession s = servers.get(h.session());
        if (s != null && s.clientHop == hop) {
            servers.pulled(s, h);
        }
    }

    @Override
    public void withdrawn(ProxyHeader h) {
        if (Views.isRequest(h)) {
            clients.withdrawn(h);
        }
    }

    @Override
    public int hop(int node, long session) {
        ClientSession s = node == SERVICES ? clients.get(session) : null;
        return s == null || s.node == local ? node : s.node;
    }

    @Override
    public int admits(int dcid, int endpoint, long tokenHigh, long tokenLow, int pid) {
        return servers.admits(dcid, endpoint, tokenHigh, tokenLow, pid);
    }

    @Override
    public void bound(int dcid, int endpoint, int generation, int pid) {
        servers.bound(dcid, endpoint);
    }

    @Override
    public void unbound(int dcid, int endpoint, int generation) {
        clients.unbound(dcid, endpoint);
        servers.unbound(dcid, endpoint, generation);
    }

    @Override
    public void left(int node) {
        clients.left(node);
        servers.left(node);
    }

    @Override
    public int presented() {
        return presented;
    }

    // ---- time

    /** Runs what is due. */
    public void tick(long now) {
        kernel.at(now);
        servers.tick(now);
        if (retryAt <= now) {
            retryAt = Long.MAX_VALUE;
            kernel.retryHeld(now);
        }
    }

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    public long nextDeadline() {
        return Math.min(servers.nextDeadline(), retryAt);
    }
}
