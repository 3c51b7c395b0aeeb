package org.dsp.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dsp.core.node.FrameTap;
import org.dsp.core.node.Node;
import org.dsp.core.router.Router;
import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ShellLoop;

/** Gives the frames of sessions to whoever traces them. On the loop's thread. */
final class TraceTaps implements FrameTap {
    /** Who traces. */
    private record Trace(OptionalLong session, TraceQueue queue) {
        boolean wants(long id) {
            return id != 0 && (session.isEmpty() || session.getAsLong() == id);
        }
    }

    private final Node node;
    private final ShellLoop loop;
    private final List<Trace> traces = new ArrayList<>();

    TraceTaps(Node node, ShellLoop loop) {
        this.node = node;
        this.loop = loop;
    }

    /**
     * From now on.
     *
     * @param session the one that is wanted; empty = every one
     */
    void add(OptionalLong session, TraceQueue queue) {
        traces.add(new Trace(session, queue));
        node.tap(this);
    }

    /** No more. */
    void remove(TraceQueue queue) {
        traces.removeIf(trace -> trace.queue() == queue);
        if (traces.isEmpty()) {
            node.tap(FrameTap.NONE);
        }
    }

    @Override
    public boolean wants(long session) {
        for (int i = 0; i < traces.size(); i++) {
            if (traces.get(i).wants(session)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void frame(Way way, int peer, ProxyHeader header, ServedAt served) {
        long session = Router.session(header);
        long now = loop.now();
        for (int i = 0; i < traces.size(); i++) {
            Trace trace = traces.get(i);
            if (trace.wants(session)) {
                trace.queue().add(now, way, peer, header, served);
            }
        }
    }
}
