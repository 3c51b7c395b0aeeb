package org.dsp.core.kernel;

import java.util.List;
import org.dsp.core.Payload;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Limits;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * Two kernels, server 10 on node 2, clients 50 and 51 on node 1 and 60 on node 2, and a wire, none
 * of which allocates: for {@link AllocationTest}.
 */
final class LeanPair {
    /** A payload without bytes to look at. */
    private static final class Data implements Payload {
        int length;

        @Override
        public int length() {
            return length;
        }

        @Override
        public Payload retain() {
            return this;
        }

        @Override
        public void release() {}
    }

    /** A program that answers READ and WRITE, and remembers only the end of its last call. */
    final class Peer implements AttachOutput {
        final AttachSession session;
        private final AttachFrame out = new AttachFrame();
        private final AttachFrame answer = new AttachFrame();
        private final Data data = new Data();
        private final int[] readTags = new int[64];
        private final int[] readBytes = new int[64];
        private int reads;
        private final int[] writeTags = new int[64];
        private final int[] writeBytes = new int[64];
        private int writes;
        private final int[] ahead = new int[64];
        private int aheadCount;
        private int call;
        int ended;
        int code;

        Peer(Kernel kernel, int endpoint) {
            session = kernel.attach(new Credentials(1, 1, 1), this, 0);
            send(out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC));
            send(next(AttachOp.BIND).a1(endpoint));
        }

        @Override
        public void write(AttachFrame f, Payload payload) {
            switch (f.op()) {
                case AttachOp.READ -> {
                    readTags[reads] = f.a0();
                    readBytes[reads] = f.a2();
                    reads++;
                }
                case AttachOp.WRITE -> {
                    writeTags[writes] = f.a0();
                    writeBytes[writes] = payload.length();
                    writes++;
                }
                case AttachOp.MESSAGE -> {
                    if ((f.flags() & AttachFrame.FLAG_PREFETCHED) != 0) {
                        ahead[aheadCount] = f.a0();
                        aheadCount++;
                    } else {
                        end(f);
                    }
                }
                default -> end(f);
            }
            payload.release();
        }

        private void end(AttachFrame f) {
            ended = f.call();
            code = f.a0();
        }

        @Override
        public void flush() {}

        @Override
        public void close(String why) {
            throw new AssertionError(why);
        }

        AttachFrame next(int op) {
            call++;
            return out.start(op, call);
        }

        void send(AttachFrame f) {
            session.frame(f, Payload.EMPTY, 0);
            settle();
        }

        /** The last call ended, and well. */
        void succeeded() {
            if (ended != call || code < 0) {
                throw new AssertionError("call " + call + ": ended " + ended + " with " + code);
            }
        }

        private void takeAhead() {
            for (int i = 0; i < aheadCount; i++) {
                session.frame(answer.start(AttachOp.TAKEN, 0).a0(ahead[i]), Payload.EMPTY, 0);
            }
            aheadCount = 0;
        }

        private boolean serve() {
            boolean served = reads + writes > 0;
            while (reads > 0) {
                reads--;
                data.length = readBytes[reads];
                answer.start(AttachOp.READ_DATA, 0).a0(readTags[reads]).a1(data.length);
                session.frame(answer, data, 0);
            }
            while (writes > 0) {
                writes--;
                answer.start(AttachOp.WRITE_ACK, 0).a0(writeTags[writes]).a1(writeBytes[writes]);
                session.frame(answer, Payload.EMPTY, 0);
            }
            return served;
        }
    }

    /** Every question has the same answer. */
    static class Open implements Links {
        @Override
        public boolean known(int node) {
            return true;
        }

        @Override
        public boolean mayQueue(int node) {
            return true;
        }

        @Override
        public boolean autobind(int node) {
            return true;
        }

        @Override
        public void expel(int node, String why) {
            throw new AssertionError(why);
        }

        @Override
        public String describe(int node) {
            return "";
        }
    }

    private final Kernel one;
    private final Kernel two;
    private final PullSlot slot = new PullSlot();
    final Peer server;
    final Peer client;
    private final Peer second;
    private final Peer local;
    private boolean ready;

    LeanPair(Links links) {
        one = new Kernel(settings(1), links);
        two = new Kernel(settings(2), links);
        server = new Peer(two, 10);
        client = new Peer(one, 50);
        second = new Peer(one, 51);
        local = new Peer(two, 60);
        client.send(client.next(AttachOp.RMTBIND).a0(10).a1(2));
        second.send(second.next(AttachOp.RMTBIND).a0(10).a1(2));
        ready = true;
    }

    private static KernelSettings settings(int node) {
        return new KernelSettings(
                node,
                "n",
                7,
                List.of(new org.dsp.core.config.Container("DC0", 0, List.of(), Limits.DEFAULT)),
                List.of(),
                4,
                0);
    }

    private void settle() {
        boolean moved = true;
        while (moved) {
            moved = carry(one, two);
            moved |= carry(two, one);
            one.flushSessions();
            two.flushSessions();
            if (ready) {
                moved |= server.serve();
                moved |= client.serve();
            }
        }
    }

    private boolean carry(Kernel from, Kernel to) {
        boolean moved = false;
        for (int peer = from.nextDirty(); peer >= 0; peer = from.nextDirty()) {
            while (from.nextPayload(peer) >= 0) {
                from.pull(peer, slot, 0);
                to.put2lcl(slot.header, slot.payload, 0);
                moved = true;
            }
        }
        return moved;
    }

    // ---- round trips

    private static AttachFrame forEver(AttachFrame f, int destination) {
        return f.a0(destination).a1(Endpoints.FOREVER);
    }

    void answeredBySend() {
        client.send(forEver(client.next(AttachOp.SENDREC), 10));
        server.send(forEver(server.next(AttachOp.RECEIVE), Endpoints.ANY));
        server.succeeded();
        server.send(forEver(server.next(AttachOp.SEND), 50));
        server.succeeded();
        client.succeeded();
    }

    void answeredByReply() {
        server.send(forEver(server.next(AttachOp.RECEIVE), Endpoints.ANY));
        client.send(client.next(AttachOp.SENDREC).a0(10).a1(30_000));
        server.succeeded();
        server.send(server.next(AttachOp.REPLY).a0(50));
        client.succeeded();
    }

    void aheadAndQuiet() {
        client.send(forEver(client.next(AttachOp.SENDREC), 10));
        second.send(forEver(second.next(AttachOp.SENDREC), 10));
        server.send(forEver(server.next(AttachOp.RECEIVE), Endpoints.ANY).a2(8));
        server.succeeded();
        server.takeAhead();
        server.send(server.next(AttachOp.REPLY).a0(50).flags(AttachFrame.FLAG_QUIET));
        server.send(server.next(AttachOp.REPLY).a0(51).flags(AttachFrame.FLAG_QUIET));
        client.succeeded();
        second.succeeded();
    }

    void locally() {
        local.send(forEver(local.next(AttachOp.SENDREC), 10));
        server.send(forEver(server.next(AttachOp.RECEIVE), Endpoints.ANY));
        server.send(server.next(AttachOp.REPLY).a0(60));
        local.succeeded();
    }

    void copying() {
        client.send(forEver(client.next(AttachOp.SENDREC), 10));
        server.send(forEver(server.next(AttachOp.RECEIVE), Endpoints.ANY));
        copy(Endpoints.SELF, 50);
        copy(50, Endpoints.SELF);
        server.send(server.next(AttachOp.REPLY).a0(50));
        client.succeeded();
    }

    private void copy(int from, int to) {
        AttachFrame f = server.next(AttachOp.VCOPY).a0(from).a1(to).a2(2 * Copy.CHUNK);
        server.send(f.a3(Endpoints.FOREVER));
        server.succeeded();
    }

    void cancelled() {
        client.send(forEver(client.next(AttachOp.SENDREC), 10));
        client.send(client.out.start(AttachOp.CANCEL, client.call));
        if (client.ended != client.call || client.code != Codes.INTR) {
            throw new AssertionError("not cancelled: " + client.code);
        }
    }
}
