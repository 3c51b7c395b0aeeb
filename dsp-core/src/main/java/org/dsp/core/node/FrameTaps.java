package org.dsp.core.node;

import org.dsp.core.router.Router;
import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.ProxyHeader;

/** Shows frames to a {@link FrameTap}, with what the router knows of their sessions. */
final class FrameTaps {
    private final Router router;
    private final int localNode;
    private final ProxyHeader seen = new ProxyHeader();
    private final ServedAt served = new ServedAt();
    private final ServedAt afterwards = new ServedAt();
    private boolean wanted;

    FrameTaps(Router router, int localNode) {
        this.router = router;
        this.localNode = localNode;
    }

    /** A frame was sent. */
    void sent(FrameTap tap, int peer, ProxyHeader h) {
        long session = Router.session(h);
        if (tap.wants(session)) {
            router.servedAt(session, served);
            tap.frame(FrameTap.Way.OUT, peer, h, served);
        }
    }

    /** A frame is about to be given to the router, which rewrites it: {@link #taken} follows. */
    void arriving(FrameTap tap, ProxyHeader h) {
        long session = Router.session(h);
        wanted = tap.wants(session);
        if (wanted) {
            seen.copyFrom(h);
            // What ends a session must be looked up before, what opens one after.
            router.servedAt(session, served);
        }
    }

    /** The router has it. */
    void taken(FrameTap tap, FrameTap.Way way, int peer) {
        if (!wanted) {
            return;
        }
        if (router.servedAt(Router.session(seen), afterwards)) {
            served.copyFrom(afterwards);
        }
        if (way == FrameTap.Way.LOOP) {
            // Between the two is no node, only the router.
            seen.snode(localNode).dnode(localNode);
        }
        tap.frame(way, peer, seen, served);
    }
}
