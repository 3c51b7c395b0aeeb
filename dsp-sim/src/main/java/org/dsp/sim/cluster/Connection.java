package org.dsp.sim.cluster;

import org.dsp.core.Payload;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Pipe;
import org.dsp.sim.net.Wires;

/**
 * A TCP connection between two daemons: a pipe each way. When one process is gone, the other hears
 * of it as far as the line carries.
 */
final class Connection {
    /** What travels: a frame, or the end of the stream. */
    private record Item(ProxyHeader header, Payload payload, String end) {}

    /** Who holds an end. */
    interface Holder {
        /** Whether its process is gone. */
        boolean over();

        /** A frame came. Takes the reference of {@code payload}. */
        void frame(End end, ProxyHeader header, Payload payload);

        /** The connection is closed; told once. */
        void closed(End end, String why);
    }

    private final Events events;
    private final Dice dice;
    private final End dialer;
    private final End acceptor;

    Connection(Events events, Wires wires, Dice dice, Place from, Place to) {
        this.events = events;
        this.dice = dice;
        this.dialer = new End(from.holder());
        this.acceptor = new End(to.holder());
        dialer.pipe = pipe(wires, from.machine(), to.machine(), acceptor);
        acceptor.pipe = pipe(wires, to.machine(), from.machine(), dialer);
    }

    /** A holder and its machine. */
    record Place(int machine, Holder holder) {}

    End dialer() {
        return dialer;
    }

    End acceptor() {
        return acceptor;
    }

    private Pipe<Item> pipe(Wires wires, int from, int to, End receiver) {
        return new Pipe<>(
                events,
                wires,
                from,
                to,
                item -> {
                    receiver.arrived(item);
                    return true;
                });
    }

    /** One end, as the channel of its node writes to it. */
    final class End implements PeerOutput {
        private final Holder holder;
        private Pipe<Item> pipe;
        private boolean closedHere;
        private boolean told;

        private End(Holder holder) {
            this.holder = holder;
        }

        private End other() {
            return this == dialer ? acceptor : dialer;
        }

        boolean dialing() {
            return this == dialer;
        }

        @Override
        public boolean writable() {
            return !closedHere;
        }

        @Override
        public void write(ProxyHeader header, Payload payload) {
            if (closedHere) {
                payload.release();
            } else {
                pipe.send(new Item(new ProxyHeader().copyFrom(header), payload, ""));
            }
        }

        @Override
        public void flush() {
            // What is written is on its way.
        }

        @Override
        public void close(String why) {
            if (!closedHere) {
                hangUp(why);
                events.after(0, () -> tell("closed here: " + why));
            }
        }

        @Override
        public void abort(String why) {
            if (!closedHere) {
                pipe.lose(dice.below(pipe.underWay() + 1));
                close(why);
            }
        }

        /** The process is gone; its kernel closes the socket. */
        void die() {
            told = true;
            if (!closedHere) {
                pipe.lose(dice.below(pipe.underWay() + 1));
                hangUp("reset by peer");
            }
        }

        /** The connection breaks: what is under way is lost from somewhere on, both hear of it. */
        void reset() {
            broken();
            other().broken();
        }

        private void broken() {
            if (!closedHere) {
                pipe.lose(dice.below(pipe.underWay() + 1));
                hangUp("reset");
                events.after(0, () -> tell("reset"));
            }
        }

        private void hangUp(String why) {
            closedHere = true;
            pipe.send(new Item(null, Payload.EMPTY, why));
        }

        private void arrived(Item item) {
            if (holder.over() || told) {
                item.payload().release();
                if (!closedHere && item.header() != null) {
                    hangUp("reset by peer");
                }
            } else if (item.header() == null) {
                closedHere = true;
                tell(item.end());
            } else {
                holder.frame(this, item.header(), item.payload());
            }
        }

        private void tell(String why) {
            if (!told && !holder.over()) {
                told = true;
                holder.closed(this, why);
            }
        }

        @Override
        public String toString() {
            return (dialing() ? "to " : "from ") + other().holder;
        }
    }
}
