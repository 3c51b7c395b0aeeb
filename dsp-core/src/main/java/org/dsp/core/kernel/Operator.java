package org.dsp.core.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dsp.core.Payload;
import org.dsp.core.config.RemoteName;
import org.dsp.core.kernel.EndpointStatus.Kind;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;

/**
 * What an operator does to endpoints: looks, keeps one free of programs, says where one lives (K3,
 * rule 4), ends one. Each returns 0, or an error number. Node's thread only.
 */
public final class Operator {
    /** A place in a container. */
    private record Place(int dcid, int endpoint) {}

    private final Kernel kernel;
    private final Map<Place, String> names = new HashMap<>();
    private final Set<Place> reserved = new HashSet<>();

    Operator(Kernel kernel, List<RemoteName> names) {
        this.kernel = kernel;
        names.forEach(n -> this.names.put(new Place(n.dcid(), n.endpoint()), n.name()));
    }

    /** Every endpoint that means something to all processes of this node, in order. */
    public List<EndpointStatus> list() {
        List<EndpointStatus> found = new ArrayList<>();
        for (int dcid = 0; dcid < Kernel.MAX_CONTAINERS; dcid++) {
            Container c = kernel.container(dcid);
            if (c != null) {
                addOf(c, found);
            }
        }
        return found;
    }

    private void addOf(Container c, List<EndpointStatus> found) {
        for (int endpoint = -c.limits.tasks(); endpoint < c.limits.procs(); endpoint++) {
            LocalProcess process = c.local(endpoint);
            RemoteProcess named = c.named(endpoint);
            if (process != null) {
                found.add(process(process));
            } else if (named != null) {
                found.add(name(named));
            }
        }
    }

    private EndpointStatus process(LocalProcess p) {
        boolean kept = reserved.contains(new Place(p.dcid, p.endpoint));
        return new EndpointStatus(
                p.dcid,
                p.endpoint,
                p.name,
                kept ? Kind.RESERVED : Kind.PROCESS,
                p.node,
                p.pid,
                p.uid,
                p.phase.name().toLowerCase(Locale.ROOT),
                p.localSent,
                p.remoteSent,
                p.localCopies,
                p.remoteCopies);
    }

    private EndpointStatus name(RemoteProcess p) {
        String name = names.getOrDefault(new Place(p.dcid, p.endpoint), "");
        return new EndpointStatus(
                p.dcid, p.endpoint, name, Kind.NAME, p.node, -1, -1, "remote", 0, 0, 0, 0);
    }

    /**
     * Keeps an endpoint: no program can bind there until {@link #unbind}, and who sends there waits
     * as for a process that receives nothing.
     *
     * @param credentials shown of it
     */
    public int bind(int dcid, int endpoint, String name, Credentials credentials, long now) {
        kernel.at(now);
        ProcessSession nobody = new ProcessSession(kernel, credentials, new Silent());
        int code = kernel.bind(nobody, dcid, endpoint, name);
        if (kernel.bound(nobody, dcid, endpoint) == null) {
            return code;
        }
        reserved.add(new Place(dcid, endpoint));
        return 0;
    }

    /**
     * Says where an endpoint lives that nobody bound here. The same once more changes nothing, nor
     * does what is so already: that a service is at the node where clients see it. At any other
     * node it is not.
     */
    public int remoteBind(int dcid, int endpoint, int node, String name, long now) {
        kernel.at(now);
        Container c = kernel.container(dcid);
        if (c == null) {
            return Codes.BADDCID;
        }
        if (!c.limits.contains(endpoint)) {
            return Codes.BADRANGE;
        }
        if (kernel.services.serves(dcid, endpoint, Endpoints.NONE)) {
            return node == kernel.services.presented() ? 0 : Codes.SLOTUSED;
        }
        if (node == kernel.node || !Kernel.isNode(node)) {
            return Codes.BADNODEID;
        }
        if (!kernel.links.known(node)) {
            return Codes.NOPROXY;
        }
        if (!c.hasNode(node)) {
            return Codes.NODCNODE;
        }
        RemoteProcess there = c.named(endpoint);
        if (c.local(endpoint) != null || (there != null && there.node != node)) {
            return Codes.SLOTUSED;
        }
        c.name(endpoint, node);
        names.put(new Place(dcid, endpoint), name);
        return 0;
    }

    /**
     * Ends what is bound there. A process is unbound as if it had said so, its call ends with
     * {@code EDVSINTR}; a name is taken back, for processes that have not used it yet.
     */
    public int unbind(int dcid, int endpoint, long now) {
        kernel.at(now);
        Container c = kernel.container(dcid);
        if (c == null) {
            return Codes.BADDCID;
        }
        if (!c.limits.contains(endpoint)) {
            return Codes.BADRANGE;
        }
        Place place = new Place(dcid, endpoint);
        LocalProcess process = c.local(endpoint);
        if (process == null && c.named(endpoint) == null) {
            return Codes.NOTBIND;
        }
        if (process == null) {
            c.unname(endpoint);
            names.remove(place);
        } else if (reserved.remove(place)) {
            kernel.unbind(process);
        } else {
            kernel.ends.cancel(process, process.call);
            process.session.unbound();
        }
        return 0;
    }

    /** Nobody reads what is written to a reserved endpoint. */
    private static final class Silent implements AttachOutput {
        @Override
        public void write(AttachFrame frame, Payload payload) {
            payload.release();
        }

        @Override
        public void flush() {
            // Nothing was kept.
        }

        @Override
        public void close(String why) {
            // Nothing is open.
        }
    }
}
