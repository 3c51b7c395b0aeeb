package org.dsp.core.kernel;

import org.dsp.core.wire.ProxyHeader;

/** There are no services: sessions in frames are other nodes' business. */
final class NoServices implements Services {
    @Override
    public boolean serves(int dcid, int endpoint, int asker) {
        return false;
    }

    @Override
    public int route(ProxyHeader h, int uid) {
        return h.dnode() >= Kernel.MAX_NODES ? DROP : h.dnode();
    }

    @Override
    public void pulled(ProxyHeader h, int hop) {
        // No session waits for it.
    }

    @Override
    public void withdrawn(ProxyHeader h) {
        // No session was to begin with it.
    }

    @Override
    public int hop(int node, long session) {
        return node;
    }

    @Override
    public int admits(int dcid, int endpoint, long tokenHigh, long tokenLow, int pid) {
        return 0;
    }

    @Override
    public void bound(int dcid, int endpoint, int generation, int pid) {
        // Nobody waits for it.
    }

    @Override
    public void unbound(int dcid, int endpoint, int generation) {
        // Nobody had a session with it.
    }

    @Override
    public void left(int node) {
        // No session was with it.
    }

    @Override
    public int presented() {
        return -1;
    }
}
