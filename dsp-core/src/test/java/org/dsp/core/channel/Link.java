package org.dsp.core.channel;

import java.util.ArrayDeque;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * A connection in memory: two queues of frames, each delivered in order, when the world says so.
 * Each takes a few frames, then its writer must wait.
 */
final class Link {
    /** Frames on their way in one direction before the writer is told to wait. */
    private static final int ROOM = 6;

    final End dialer;
    final End acceptor;

    Link(TestNode from, TestNode to) {
        dialer = new End(from, true);
        acceptor = new End(to, false);
    }

    /** Neither end hears of anything any more. */
    boolean over() {
        return dialer.told && acceptor.told;
    }

    /** What waits to be read: a frame, or the end of the stream. */
    private record Item(ProxyHeader header, Payload payload, boolean end) {}

    /** One end, as its node's channel writes to it. */
    final class End implements PeerOutput {
        private final TestNode node;
        private final int life;
        private final boolean dialing;
        private final ArrayDeque<Item> inbox = new ArrayDeque<>();
        private boolean joinSeen;
        private boolean closedHere;
        private boolean told;
        private boolean deaf;
        private boolean writable = true;
        private boolean waits;
        private long bytesLeft = Long.MAX_VALUE;

        private End(TestNode node, boolean dialing) {
            this.node = node;
            this.life = node.life();
            this.dialing = dialing;
        }

        End other() {
            return dialing ? acceptor : dialer;
        }

        @Override
        public boolean writable() {
            boolean is = writable && !closedHere && other().inbox.size() < ROOM;
            waits |= !is;
            return is;
        }

        @Override
        public void write(ProxyHeader header, Payload payload) {
            if (header.len() != payload.length()) {
                throw new AssertionError("c_len " + header.len() + " != " + payload.length());
            }
            bytesLeft -= ProxyHeader.BYTES + payload.length();
            if (closedHere || other().deaf || bytesLeft < 0) {
                payload.release();
                if (bytesLeft < 0) {
                    other().end();
                    end();
                }
            } else {
                other().put(new Item(new ProxyHeader().copyFrom(header), payload, false));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close(String why) {
            if (!closedHere) {
                closedHere = true;
                other().end();
            }
        }

        /** What is not read yet may be destroyed, or may have arrived. */
        @Override
        public void abort(String why) {
            if (!closedHere) {
                closedHere = true;
                if (other().inbox.isEmpty() || node.choice(2) == 0) {
                    other().end();
                } else {
                    other().cut(0);
                }
            }
        }

        /** The connection breaks when more than so many bytes were written here. */
        void breakAfter(long bytes) {
            bytesLeft = bytes;
        }

        boolean dialing() {
            return dialing;
        }

        TestNode node() {
            return node;
        }

        boolean alive() {
            return !told;
        }

        /** The header that is read next, if one is. */
        ProxyHeader head() {
            Item item = inbox.peek();
            return item == null ? null : item.header();
        }

        /** Whether the node's channel has this end, open. */
        boolean held() {
            return node.life() == life && !closedHere && (dialing || joinSeen);
        }

        void setWritable(boolean is, long now) {
            writable = is;
            room(now);
        }

        /** From now on nothing comes here, and nobody says so. */
        void deafen() {
            deaf = true;
            discard();
        }

        /** The next frame that is read here is lost, if it is a command. */
        void swallow() {
            ProxyHeader head = head();
            if (head != null && !Command.isControl(head.cmd())) {
                release(inbox.remove());
            }
        }

        /** All but the first {@code keep} frames that are on their way are lost, then it ends. */
        void cut(int keep) {
            while (inbox.size() > keep) {
                release(inbox.removeLast());
            }
            end();
        }

        /** This node takes the connection for lost; the other end hears of it whenever. */
        void lost(long now) {
            if (!told) {
                close("lost");
                closed("lost", now);
            }
        }

        int waiting() {
            return inbox.size();
        }

        private void end() {
            Item last = inbox.peekLast();
            if (!deaf && (last == null || !last.end())) {
                put(new Item(null, Payload.EMPTY, true));
            }
        }

        private void put(Item item) {
            if (told || node.life() != life) {
                release(item);
            } else {
                inbox.add(item);
            }
        }

        private void release(Item item) {
            item.payload().release();
        }

        private void discard() {
            inbox.forEach(this::release);
            inbox.clear();
        }

        /** Whether {@link #step} has something to do. */
        boolean ready() {
            return !told && (!inbox.isEmpty() || closedHere);
        }

        /** Reads one frame, or hears that the connection is closed. */
        void step(Choices choices, long now) {
            if (node.life() != life) {
                told = true;
                discard();
                return;
            }
            boolean hearsOwnClose = closedHere && (inbox.isEmpty() || choices.below(2) == 0);
            Item item = hearsOwnClose ? null : inbox.remove();
            if (item == null || item.end()) {
                closed("closed", now);
            } else {
                frame(item, now);
                other().room(now);
            }
        }

        /** The writer that waited for room may go on. */
        private void room(long now) {
            if (waits && !told && !closedHere && node.life() == life && writable()) {
                waits = false;
                node.channel().writabilityChanged(now);
            }
        }

        /** The node hears that the connection is closed; what still waits is lost. */
        void closed(String why, long now) {
            if (told) {
                return;
            }
            told = true;
            close(why);
            discard();
            if (node.life() != life) {
                return;
            }
            if (dialing) {
                node.channel().disconnected(this, why, now);
            } else if (joinSeen) {
                node.channel().incomingClosed(this, why, now);
            }
        }

        private void frame(Item item, long now) {
            if (dialing) {
                item.payload().release();
                node.channel().control(this, item.header(), now);
            } else if (joinSeen) {
                node.channel().frame(this, item.header(), item.payload(), now);
            } else {
                if (item.header().cmd() != Command.JOIN) {
                    throw new AssertionError("first frame: " + item.header().cmd());
                }
                joinSeen = true;
                node.channel().join(this, item.header(), now);
            }
        }
    }
}
