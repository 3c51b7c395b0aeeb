package org.dsp.core.router;

import java.util.ArrayDeque;
import org.dsp.core.Payload;
import org.dsp.core.channel.PeerLink;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.node.Node;
import org.dsp.core.wire.ProxyHeader;

/** A connection between two nodes of a {@link ServiceLab}: two queues. */
final class Wire {
    private record Item(ProxyHeader header, Payload payload) {}

    final End dialer;
    final End acceptor;
    final ServiceLab.Member from;
    final ServiceLab.Member to;
    boolean over;

    /** The dialer's socket takes nothing more. */
    boolean clogged;

    Wire(ServiceLab.Member from, ServiceLab.Member to) {
        this.from = from;
        this.to = to;
        dialer = new End();
        acceptor = new End();
    }

    /** What is written at one end, until the other reads it. */
    final class End implements PeerOutput {
        private final ArrayDeque<Item> written = new ArrayDeque<>();

        @Override
        public boolean writable() {
            return !over && !(clogged && this == dialer);
        }

        @Override
        public void write(ProxyHeader header, Payload payload) {
            if (!over) {
                written.add(new Item(new ProxyHeader().copyFrom(header), payload));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close(String why) {
            over = true;
        }

        @Override
        public void abort(String why) {
            over = true;
        }
    }

    private Node.Incoming incoming;

    void open(long now) {
        incoming = to.node.accept(acceptor);
        link().connected(dialer, now);
    }

    private PeerLink link() {
        return from.node.channel(to.id);
    }

    /** Everything written is read; true when anything was. */
    boolean run(long now) {
        boolean moved = false;
        for (Item i = dialer.written.poll(); i != null && !over; i = dialer.written.poll()) {
            to.lab.trace.add(i.header);
            if (to.lab.unreadable.test(i.header)) {
                i.payload.release();
                incoming.malformed("unreadable", now);
                // What was written before the close arrives: the REJECT.
                readByDialer(now);
            } else {
                incoming.frame(i.header, i.payload, now);
            }
            moved = true;
        }
        return (!over && readByDialer(now)) || moved;
    }

    private boolean readByDialer(long now) {
        boolean moved = false;
        for (Item i = acceptor.written.poll(); i != null; i = acceptor.written.poll()) {
            link().control(dialer, i.header, now);
            i.payload.release();
            moved = true;
        }
        return moved;
    }

    boolean waiting() {
        return !dialer.written.isEmpty() || !acceptor.written.isEmpty();
    }

    /** It broke: who still lives hears of it. */
    void told(long now) {
        if (from.alive) {
            link().disconnected(dialer, "closed", now);
        }
        if (to.alive) {
            incoming.closed("closed", now);
        }
    }
}
