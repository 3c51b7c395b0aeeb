package org.dsp.core.router;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.session.ClientSession;
import org.dsp.core.session.NodeSessions;
import org.dsp.core.session.ServerSession;
import org.dsp.core.session.SessionStatus;
import org.dsp.core.session.SessionStatus.State;

/** The sessions of one node, for whoever looks: those that it serves, and those of its clients. */
final class SessionList {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final int local;
    private final Kernel kernel;
    private final int limit;
    private final List<SessionStatus> found = new ArrayList<>();
    private long total;

    SessionList(int local, Kernel kernel, int limit) {
        this.local = local;
        this.kernel = kernel;
        this.limit = limit;
    }

    /** All of them, {@code limit} in full. */
    NodeSessions of(ServerSide servers, ClientSide clients) {
        servers.forEach(this::served);
        // What a client of this node has on this node is there already, and known better.
        clients.forEach(s -> called(s, servers.get(s.id) != null));
        return new NodeSessions(total, found);
    }

    private void served(ServerSession s) {
        total++;
        if (total > limit) {
            return;
        }
        found.add(
                new SessionStatus(
                        s.id,
                        s.dcid,
                        s.external,
                        s.clientHop == Services.CLIENTS ? local : s.clientHop,
                        s.client,
                        s.clientGeneration,
                        s.clientPid,
                        local,
                        s.endpoint,
                        s.pid,
                        s.open() ? State.OPEN : State.STARTING,
                        age(s.since),
                        s.requests));
    }

    private void called(ClientSession s, boolean servedHere) {
        if (servedHere) {
            return;
        }
        total++;
        if (total > limit) {
            return;
        }
        found.add(
                new SessionStatus(
                        s.id,
                        s.dcid,
                        s.external,
                        local,
                        s.client,
                        s.generation,
                        kernel.pidOf(s.dcid, s.client),
                        s.node,
                        ServedAt.UNKNOWN,
                        0,
                        state(s),
                        age(s.since),
                        s.requests));
    }

    private static State state(ClientSession s) {
        return switch (s.state) {
            case CHOOSING -> State.WAITING;
            case OPENING -> State.STARTING;
            case OPEN -> State.OPEN;
        };
    }

    private long age(long since) {
        return Math.max(0, kernel.time() - since) / NANOS_PER_MILLI;
    }
}
