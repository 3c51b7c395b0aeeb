package org.dsp.core.router;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dsp.core.Payload;
import org.dsp.core.agent.Session;
import org.dsp.core.config.Bind;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.launch.LaunchEvents;
import org.dsp.core.launch.Launcher;
import org.dsp.core.session.LongTable;
import org.dsp.core.session.ServerSession;
import org.dsp.core.session.Tombstones;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/**
 * The sessions that this node serves: it alone opens and ends them (DESIGN §7.2–5). A session's
 * program has its endpoint until it is gone and unbound, however the session ended.
 */
final class ServerSide implements LaunchEvents {
    private static final int AGAIN = ErrorCode.EDVSAGAIN.number();
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();
    private static final int SLOTUSED = ErrorCode.EDVSSLOTUSED.number();
    private static final int ENQUEUED = ErrorCode.EDVSENQUEUED.number();
    private static final int NOSPC = ErrorCode.EDVSNOSPC.number();
    private static final int NOTBIND = ErrorCode.EDVSNOTBIND.number();
    private static final int MOST_TOMBSTONES = 1024;

    private record Place(int dcid, int endpoint) {}

    private final int local;
    private final RouterEvents events;
    private final Admission admission;
    private final ServiceMap services;
    private final LongTable<ServerSession> sessions = new LongTable<>();
    private final LongTable<ServerSession> byInstance = new LongTable<>();
    private final LongTable<Place> places = new LongTable<>();
    private final Map<Place, Long> reserved = new HashMap<>();
    private final Tombstones ended = new Tombstones(MOST_TOMBSTONES);
    private final ProxyHeader frame = new ProxyHeader();
    private final long wallClock;
    private Kernel kernel;
    private Launcher launcher;

    /** No session times out before. */
    private long nextTimeout = Long.MAX_VALUE;

    /**
     * @param wallClock nanoseconds since the Unix epoch at monotonic time 0
     */
    ServerSide(int local, RouterEvents events, ServiceMap services, long wallClock) {
        this.local = local;
        this.events = events;
        this.services = services;
        this.wallClock = wallClock;
        this.admission = new Admission(this);
    }

    void attach(Kernel withKernel, Launcher withLauncher) {
        kernel = withKernel;
        launcher = withLauncher;
    }

    ServerSession get(long id) {
        return sessions.get(id);
    }

    int size() {
        return sessions.size();
    }

    void forEach(Consumer<ServerSession> action) {
        sessions.forEach(action);
    }

    /** This node takes new sessions, or not any more. */
    void takesNew(boolean value) {
        admission.takesNew(value);
    }

    // ---- in

    /** A frame of a client's node, {@code hop}. Takes the payload's reference. */
    void arrived(ProxyHeader h, Payload payload, int hop) {
        ServerSession s = sessions.get(Views.session(h));
        switch (h.cmd()) {
            case Command.CLOSE -> {
                payload.release();
                if (s != null && s.clientHop == hop) {
                    end(s, "its client's node ended it", false);
                }
            }
            case Command.CANCEL -> {
                payload.release();
                if (s != null && s.isOf(h, hop)) {
                    cancelled(s, h);
                }
            }
            default -> {
                if (Views.isRequest(h)) {
                    payload.release();
                    requested(s, h, hop);
                } else if (s != null && s.clientHop == hop && h.src() == s.client) {
                    deliver(s, h, payload);
                } else if (hop < Kernel.MAX_NODES) {
                    kernel.put2lcl(h, payload, kernel.time());
                } else {
                    payload.release();
                }
            }
        }
    }

    private void cancelled(ServerSession s, ProxyHeader h) {
        if (s.held && s.first.request() == h.request()) {
            s.held = false;
            end(s, "nobody waits for it any more", true);
        } else if (s.open()) {
            if (s.owed == h.request()) {
                s.owed = 0;
            }
            deliver(s, h, Payload.EMPTY);
        }
    }

    private void requested(ServerSession s, ProxyHeader h, int hop) {
        if (s == null) {
            if (!kernel.takes(h)) {
                kernel.put2lcl(h, Payload.EMPTY, kernel.time());
            } else if (mayOpen(h, hop)) {
                open(h, hop);
            } else {
                answer(h, hop, Command.SESSION_GONE, DSTDIED);
            }
        } else if (!s.isOf(h, hop)) {
            answer(h, hop, Command.SESSION_GONE, DSTDIED);
        } else if (s.lastRequest == h.request()) {
            // A repeat: what it asks for waits, runs, or was answered.
            kernel.repeated();
        } else if (h.dst() != s.external && h.dst() != s.endpoint) {
            answer(h, hop, errorOf(h), NOTBIND);
        } else if (s.open()) {
            s.requests++;
            owes(s, h);
            deliver(s, h, Payload.EMPTY);
        } else if (s.held) {
            answer(h, hop, errorOf(h), ENQUEUED);
        } else {
            hold(s, h);
        }
    }

    /** A node names its own sessions, and none twice: nobody takes the name of another one's. */
    private boolean mayOpen(ProxyHeader h, int hop) {
        return h.has(ProxyHeader.FLAG_OPENS)
                && SessionIds.node(h.session()) == nodeOf(hop)
                && !ended.has(h.session());
    }

    private int nodeOf(int hop) {
        return hop == Services.CLIENTS ? local : hop;
    }

    private static int errorOf(ProxyHeader h) {
        return h.cmd() == Command.SEND_MSG ? Command.SEND_ACK : Command.SNDREC_ACK;
    }

    /** It waits for its program: a request, and before it a notify, which is one however often. */
    private void hold(ServerSession s, ProxyHeader h) {
        s.lastRequest = h.request();
        s.requests++;
        if (h.cmd() == Command.NTFY_MSG) {
            s.notice = new ProxyHeader().copyFrom(h);
        } else {
            s.held = true;
            s.first.copyFrom(h);
        }
    }

    private void open(ProxyHeader h, int hop) {
        Served served = services.find(h.dcid(), h.dst());
        int endpoint = admission.endpoint(served, h, nodeOf(hop));
        if (endpoint < 0) {
            full(served, endpoint);
            answer(h, hop, Command.REFUSE, endpoint);
            return;
        }
        long timeout = served.service.times().session().toNanos();
        ServerSession s =
                new ServerSession(h, hop, endpoint, timeout == 0 ? Long.MAX_VALUE : timeout);
        sessions.put(s.id, s);
        served.sessions++;
        used(s);
        s.since = s.lastUsed;
        hold(s, h);
        if (served.service.bind() == Bind.EXTERNAL) {
            opened(s);
        } else {
            reserve(served, s);
        }
    }

    /** It is refused with {@code code}: an operator should know when there is no room. */
    private void full(Served served, int code) {
        if (code == NOSPC && served.saysFull(kernel.time())) {
            events.note(served.label() + ": no room for another session on this node");
        }
    }

    private void reserve(Served served, ServerSession s) {
        s.instance =
                launcher.start(
                        served.service,
                        s.dcid,
                        s.endpoint,
                        nodeOf(s.clientHop),
                        s.client,
                        kernel.time());
        Place place = new Place(s.dcid, s.endpoint);
        reserved.put(place, s.instance);
        places.put(s.instance, place);
        byInstance.put(s.instance, s);
    }

    /** Its program is there: the first message goes to it. */
    private void opened(ServerSession s) {
        s.generation = kernel.generationOf(s.dcid, s.endpoint);
        s.pid = kernel.pidOf(s.dcid, s.endpoint);
        used(s);
        s.since = s.lastUsed;
        events.sessionOpened(record(s));
        if (s.notice != null) {
            deliver(s, s.notice, Payload.EMPTY);
            s.notice = null;
        }
        if (s.held) {
            s.held = false;
            owes(s, s.first);
            deliver(s, s.first, Payload.EMPTY);
        }
    }

    private static void owes(ServerSession s, ProxyHeader h) {
        s.lastRequest = h.request();
        if (h.cmd() != Command.NTFY_MSG) {
            s.owed = h.request();
            s.owedIsSend = h.cmd() == Command.SEND_MSG;
        }
    }

    private Session record(ServerSession s) {
        return new Session(
                s.id,
                s.dcid,
                s.external,
                nodeOf(s.clientHop),
                s.client,
                s.clientGeneration,
                s.clientPid,
                local,
                s.endpoint,
                s.pid,
                (wallClock + kernel.time()) / 1_000_000);
    }

    private void deliver(ServerSession s, ProxyHeader h, Payload payload) {
        used(s);
        h.dst(s.endpoint);
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.endpoint);
        } else {
            h.dstGen(s.generation);
        }
        kernel.put2lcl(h, payload, kernel.time());
    }

    private void used(ServerSession s) {
        s.lastUsed = kernel.time();
        if (s.timeout != Long.MAX_VALUE) {
            nextTimeout = Math.min(nextTimeout, s.lastUsed + s.timeout);
        }
    }

    // ---- out

    /** A frame of a session for its client: seen as the service's endpoint from now on. */
    void leaves(ServerSession s, ProxyHeader h) {
        if (h.src() != s.endpoint) {
            return;
        }
        used(s);
        h.src(s.external);
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.external);
        } else {
            if (Views.isMessage(h) && h.mSource() == s.endpoint) {
                h.mSource(s.external);
            }
        }
        Views.altered(h);
    }

    /** A frame of it is on its way: what answers its client is not owed any more. */
    void pulled(ServerSession s, ProxyHeader h) {
        if (h.request() == s.owed) {
            s.owed = 0;
        }
    }

    /** What {@link #leaves} did, undone. */
    void poisoned(ServerSession s, ProxyHeader h) {
        h.src(s.endpoint);
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.endpoint);
        }
    }

    private void answer(ProxyHeader to, int hop, int cmd, int code) {
        kernel.answer(Views.answer(frame, to, hop, local, cmd, code));
    }

    // ---- processes

    int admits(int dcid, int endpoint, long tokenHigh, long tokenLow, int pid) {
        Long instance = reserved.isEmpty() ? null : reserved.get(new Place(dcid, endpoint));
        if (instance != null && launcher.admits(instance, tokenHigh, tokenLow, pid)) {
            return 0;
        }
        launcher.elsewhere(dcid, endpoint, tokenHigh, tokenLow);
        return instance == null ? 0 : SLOTUSED;
    }

    void bound(int dcid, int endpoint) {
        Long instance = reserved.isEmpty() ? null : reserved.get(new Place(dcid, endpoint));
        ServerSession s = instance == null ? null : byInstance.get(instance);
        if (s != null) {
            launcher.bound(instance, kernel.time());
            opened(s);
        }
    }

    void unbound(int dcid, int endpoint, int generation) {
        Long instance = reserved.get(new Place(dcid, endpoint));
        if (instance != null) {
            launcher.unbound(instance, kernel.time());
        }
        sessions.forEach(
                s -> {
                    boolean shared = s.instance == 0 && s.generation == generation;
                    if (shared && s.dcid == dcid && s.endpoint == endpoint) {
                        end(s, "its program is gone", true);
                    }
                });
        clientGone(Services.CLIENTS, dcid, endpoint, generation);
    }

    boolean inContainer(int dcid) {
        return kernel.inContainer(dcid);
    }

    boolean isReserved(int dcid, int endpoint) {
        return reserved.containsKey(new Place(dcid, endpoint));
    }

    boolean isBound(int dcid, int endpoint) {
        return kernel.generationOf(dcid, endpoint) != 0;
    }

    /** Sessions that the program at this endpoint serves. */
    int sessionsAt(int dcid, int endpoint) {
        int[] count = {0};
        sessions.forEach(s -> count[0] += s.dcid == dcid && s.endpoint == endpoint ? 1 : 0);
        return count[0];
    }

    /** The services are others: sessions of those that are no more end, others are counted. */
    void servicesChanged() {
        sessions.forEach(
                s -> {
                    Served served = services.find(s.dcid, s.external);
                    if (served != null && served.serves(s.external, s.endpoint)) {
                        served.sessions++;
                    } else {
                        end(s, "its service is no more", true);
                    }
                });
    }

    boolean mayStart(Served served) {
        return launcher.mayStart(served.service, kernel.time());
    }

    @Override
    public void failed(long instance, int code, String why, long now) {
        kernel.at(now);
        ServerSession s = byInstance.get(instance);
        if (s == null) {
            return;
        }
        Served served = services.find(s.dcid, s.external);
        String service = served == null ? "a service that is no more" : served.label();
        events.note(service + ": the program for endpoint " + s.endpoint + ": " + why);
        boolean waits = s.held;
        s.held = false;
        end(s, why, !waits);
        if (waits) {
            answer(s.first, s.clientHop, Command.REFUSE, code < 0 ? code : AGAIN);
        }
    }

    @Override
    public void ended(long instance, String why, long now) {
        kernel.at(now);
        ServerSession s = byInstance.get(instance);
        if (s != null) {
            end(s, why, true);
        }
    }

    @Override
    public void freed(long instance, long now) {
        Place place = places.get(instance);
        if (place != null) {
            reserved.remove(place);
            places.remove(instance);
        }
    }

    // ---- ends

    /**
     * Ends a session, once; its program is told to end.
     *
     * @param tell the client's node does not know yet
     */
    void end(ServerSession s, String why, boolean tell) {
        if (sessions.get(s.id) != s) {
            return;
        }
        sessions.remove(s.id);
        ended.add(s.id);
        Served served = services.find(s.dcid, s.external);
        if (served != null) {
            served.sessions = Math.max(0, served.sessions - 1);
        }
        if (s.held) {
            s.held = false;
            owes(s, s.first);
        }
        if (tell && s.owed != 0) {
            toClient(s, s.owedIsSend ? Command.SEND_ACK : Command.SNDREC_ACK);
            frame.request(s.owed).flags(Views.OF_SESSION | ProxyHeader.FLAG_YOURS);
            kernel.forward(frame);
        }
        if (tell) {
            toClient(s, Command.CLOSE);
            kernel.forward(frame);
        }
        if (s.instance == 0) {
            kernel.sessionOver(s.dcid, s.endpoint, s.clientHop, s.client, s.clientGeneration, s.id);
        } else {
            byInstance.remove(s.instance);
            launcher.stop(s.instance, kernel.time());
        }
        if (s.open()) {
            events.sessionClosed(s.id, why);
        }
    }

    /** Begins a frame of its own for the client of {@code s}. */
    private void toClient(ServerSession s, int cmd) {
        frame.clear().cmd(cmd).dcid(s.dcid).src(s.external).dst(s.client);
        frame.snode(local).dnode(s.clientHop).rcode(DSTDIED).flags(Views.OF_SESSION);
        frame.session(s.id).srcGen(s.generation).dstGen(s.clientGeneration);
    }

    /** A client's process is gone: PROCESS_DIED, or its next life speaks. */
    void clientGone(int hop, int dcid, int endpoint, int generation) {
        sessions.forEach(
                s -> {
                    boolean his = s.clientHop == hop && s.dcid == dcid && s.client == endpoint;
                    if (his && s.clientGeneration == generation) {
                        end(s, "its client is gone", false);
                    }
                });
    }

    /** LEAVE of a client's node. */
    void left(int node) {
        sessions.forEach(
                s -> {
                    if (s.clientHop == node) {
                        end(s, "node " + node + " is gone", false);
                    }
                });
    }

    // ---- time

    void tick(long now) {
        launcher.tick(now);
        if (nextTimeout > now) {
            return;
        }
        nextTimeout = Long.MAX_VALUE;
        sessions.forEach(s -> expire(s, now));
    }

    private void expire(ServerSession s, long now) {
        if (s.timeout == Long.MAX_VALUE) {
            return;
        }
        boolean idle = s.open() && s.owed == 0 && now - s.lastUsed >= s.timeout;
        if (idle) {
            end(s, "it was not used for its time", true);
        } else {
            long end = s.lastUsed + s.timeout;
            nextTimeout = Math.min(nextTimeout, end > now ? end : now + s.timeout);
        }
    }

    long nextDeadline() {
        return Math.min(launcher.nextDeadline(), nextTimeout);
    }
}
