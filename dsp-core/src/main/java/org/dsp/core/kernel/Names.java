package org.dsp.core.kernel;

import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;

/**
 * Who is meant by an endpoint number, and what ends when a party is gone (K1–K3, K7). A number
 * means something only in a local process's own table; there is no map for all.
 */
final class Names {
    private final Kernel kernel;

    Names(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * K2: the contact by which {@code owner} knows {@code party}, made when new; null when no name
     * is free. A process's own number is never free to it.
     */
    Contact introduce(LocalProcess owner, Party party) {
        Contact known = owner.contactOf(party);
        if (known != null) {
            return known;
        }
        int name = party.endpoint;
        if (name == owner.endpoint || owner.contact(name) != null) {
            name = freeAlias(owner);
            if (name == Endpoints.NONE) {
                return null;
            }
        }
        return put(owner, name, party);
    }

    private static int freeAlias(LocalProcess owner) {
        Container c = owner.container;
        for (int name = c.limits.procs() - 1; name >= c.limits.firstClient(); name--) {
            if (owner.contact(name) == null && c.local(name) == null) {
                return name;
            }
        }
        return Endpoints.NONE;
    }

    private static Contact put(LocalProcess owner, int name, Party party) {
        Contact c = new Contact(owner, name, party);
        owner.put(c);
        return c;
    }

    /** K3: what {@code owner} means by {@code name}; null when it means nobody. In range. */
    Contact resolve(LocalProcess owner, int name) {
        Contact c = owner.contact(name);
        if (c != null) {
            return c;
        }
        if (kernel.services.serves(owner.dcid, name, owner.endpoint)) {
            return introduce(owner, owner.container.remote(Services.SERVICES, name));
        }
        LocalProcess local = owner.container.local(name);
        if (local != null) {
            return local == owner ? null : introduce(owner, local);
        }
        RemoteProcess named = owner.container.named(name);
        if (named == null) {
            return null;
        }
        Contact made = introduce(owner, named);
        if (made != null) {
            made.bound = true;
        }
        return made;
    }

    /** Whether {@code owner} means anybody by {@code name}, in range. */
    boolean means(LocalProcess owner, int name) {
        return owner.contact(name) != null
                || kernel.services.serves(owner.dcid, name, owner.endpoint)
                || owner.container.local(name) != null
                || owner.container.named(name) != null;
    }

    /**
     * An application's rmtbind: fills its own table only (K3, K7). Of a service at the node where
     * clients see it, it says what is so already. Returns the name or an error.
     */
    int remoteBind(LocalProcess owner, int name, int node) {
        Container c = owner.container;
        if (!c.limits.contains(name)) {
            return Codes.BADRANGE;
        }
        if (kernel.services.serves(c.dcid, name, owner.endpoint)) {
            return node == kernel.services.presented() ? name : Codes.SLOTUSED;
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
        RemoteProcess party = c.remote(node, name);
        Contact there = owner.contact(name);
        if (name == owner.endpoint || (there != null && there.party != party)) {
            return Codes.SLOTUSED;
        }
        if (there == null) {
            Contact alias = owner.contactOf(party);
            if (alias != null && !alias.idle()) {
                return Codes.RSCBUSY;
            }
            if (alias != null) {
                owner.remove(alias);
            }
            there = put(owner, name, party);
        }
        there.bound = true;
        return name;
    }

    /**
     * Who speaks in a frame, by its generation (K1): a new one ends the life before. Null when it
     * is a process known to be gone.
     */
    RemoteProcess speaker(Container container, ProxyHeader h) {
        RemoteProcess from = container.remote(h.snode(), h.src());
        if (from.generation != h.srcGen()) {
            if (from.generation != 0 && !from.gone) {
                forget(container, from, Codes.SRCDIED);
            }
            from.generation = h.srcGen();
            from.gone = false;
        }
        from.pid = h.pid();
        return from.gone ? null : from;
    }

    /** PROCESS_DIED. */
    void died(Container container, ProxyHeader h) {
        RemoteProcess party = container.remote(h.snode(), h.src());
        if (party.generation == 0 || party.generation == h.srcGen()) {
            party.generation = h.srcGen();
            party.gone = true;
            forget(container, party, Codes.SRCDIED);
        }
    }

    /** A remote party is gone: whatever is held of it ends, waits for it with {@code code}. */
    void forget(Container container, RemoteProcess party, int code) {
        for (LocalProcess p : container.locals()) {
            Contact c = p == null ? null : p.contactOf(party);
            if (c != null) {
                forget(c, code);
            }
        }
    }

    /** As above, of one local process. */
    void forget(Contact c, int code) {
        LocalProcess p = c.owner;
        kernel.ends.dropPending(c);
        if (c.notified) {
            p.removeNotified(c);
        }
        c.owed = 0;
        kernel.ends.answerLost(c, code == Codes.SRCDIED ? Codes.DSTDIED : code);
        if (p.phase == LocalProcess.Phase.RECEIVING && p.receiveFrom == c) {
            kernel.ends.done(p, code);
        }
        if (!c.bound) {
            p.remove(c);
        }
    }
}
