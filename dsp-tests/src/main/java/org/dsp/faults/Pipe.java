package org.dsp.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One way of one connection: takes bytes from one socket and brings them to the other. */
final class Pipe {
    private final Wire wire;
    private final SocketChannel from;
    private final SocketChannel to;
    private final FrameEditor editor;
    private final Flow flow = new Flow();
    private boolean blocked;
    private boolean done;
    private boolean sourceBroken;
    private boolean sinkBroken;
    private boolean lostBytes;
    private boolean frozen;

    Pipe(Wire wire, SocketChannel from, SocketChannel to) {
        this.wire = wire;
        this.from = from;
        this.to = to;
        this.editor = new FrameEditor(wire);
    }

    /** What happens on its way. */
    Wire wire() {
        return wire;
    }

    /** Whether bytes are wanted from the one socket now. */
    boolean wantsRead(long now) {
        return flow.hasRoom() && !holds() && wire.mayLeave(now, 1) > 0;
    }

    /** Whether the other socket did not take all that has arrived. */
    boolean wantsWrite() {
        return blocked && open();
    }

    /** Whether the end of the stream was passed on. */
    boolean done() {
        return done;
    }

    /** Whether the socket that its bytes come from is broken. */
    boolean sourceBroken() {
        return sourceBroken;
    }

    /** Whether the socket that its bytes go to is broken. */
    boolean sinkBroken() {
        return sinkBroken;
    }

    /** Bytes stay where they are from now on, whatever the wire does. */
    void freeze() {
        frozen = true;
    }

    /** Whether {@link #freeze} was called. */
    boolean frozen() {
        return frozen;
    }

    /** Whether bytes pass. */
    boolean open() {
        return wire.open() && !frozen;
    }

    /** Whether bytes were swallowed. */
    boolean lostBytes() {
        return lostBytes;
    }

    /** When {@link #write} or reading has something to do, beside what the sockets tell. */
    long next(long now) {
        long next = open() && !blocked && !done ? flow.next() : Long.MAX_VALUE;
        boolean waits = flow.hasRoom() && !holds() && wire.mayLeave(now, 1) == 0;
        return waits ? Math.min(next, wire.freeAgain()) : next;
    }

    /**
     * Takes what is there.
     *
     * @param room for it
     */
    void read(ByteBuffer room, long now) {
        room.clear().limit(wire.mayLeave(now, room.capacity()));
        int bytes = readFrom(room);
        if (sourceBroken) {
            return;
        }
        if (bytes < 0) {
            flow.end(wire.arrival(now, 0, flow.last()));
            return;
        }
        if (!wire.open()) {
            lostBytes |= bytes > 0;
            wire.countSwallowed(bytes);
            return;
        }
        ByteBuffer passing = editor.pass(room.flip());
        passing.limit(passing.position() + wire.admit(passing.remaining()));
        if (passing.hasRemaining()) {
            leave(passing, wire.arrival(now, passing.remaining(), flow.last()), now);
        }
    }

    /** Brings what has arrived. */
    void write(long now) {
        if (!open() || done) {
            return;
        }
        blocked = false;
        ByteBuffer bytes = flow.arrived(now);
        while (bytes.hasRemaining() && !blocked) {
            writeTo(bytes);
            bytes = flow.arrived(now);
        }
        if (flow.endArrived(now)) {
            done = true;
            endTo();
        }
    }

    private boolean holds() {
        return wire.holds() || frozen;
    }

    /** Bytes leave: those that arrive at once need not wait in the flow. */
    private void leave(ByteBuffer bytes, long at, long now) {
        if (at <= now && flow.isEmpty()) {
            writeTo(bytes);
        }
        if (bytes.hasRemaining()) {
            flow.add(bytes, at);
        }
    }

    private int readFrom(ByteBuffer room) {
        try {
            return from.read(room);
        } catch (IOException e) {
            sourceBroken = true;
            return 0;
        }
    }

    private void writeTo(ByteBuffer bytes) {
        try {
            to.write(bytes);
            blocked = bytes.hasRemaining();
        } catch (IOException e) {
            sinkBroken = true;
            blocked = true;
        }
    }

    private void endTo() {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            sinkBroken = true;
        }
    }
}
