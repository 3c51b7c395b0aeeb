package org.dsp.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;

/**
 * Somebody who connected to a lane, and the connection to its target. While a way is not open
 * nothing is connected to the target, as a handshake needs both.
 */
final class Connection {
    private enum State {
        WAITING,
        CONNECTING,
        CONNECTED,
        HALF_OPEN,
        CLOSED
    }

    private final Lane lane;
    private final SocketChannel client;
    private final SocketChannel target;
    private final SelectionKey clientKey;
    private final SelectionKey targetKey;
    private final Pipe out;
    private final Pipe back;
    private State state = State.WAITING;

    /** Who is gone, when half-open. */
    private End gone = End.NEAR;

    Connection(Lane lane, SocketChannel client, Selector selector, Map<Way, Wire> wires)
            throws IOException {
        this.lane = lane;
        this.client = client;
        this.target = SocketChannel.open();
        prepare(client);
        prepare(target);
        clientKey = client.register(selector, 0, this);
        targetKey = target.register(selector, 0, this);
        out = new Pipe(wires.get(lane.out()), client, target);
        back = new Pipe(wires.get(lane.out().back()), target, client);
    }

    private static void prepare(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Whether it is over. */
    boolean closed() {
        return state == State.CLOSED;
    }

    /** Whether both ends take it for living. */
    boolean whole() {
        return state == State.CONNECTED;
    }

    /** A socket has something. */
    void ready(SelectionKey key, ByteBuffer room, long now) {
        if (closed()) {
            return;
        }
        if (key.isConnectable()) {
            finishConnect();
        } else if (key.isReadable()) {
            readable(key, room, now);
        }
    }

    private void readable(SelectionKey key, ByteBuffer room, long now) {
        if (state == State.HALF_OPEN) {
            drain(key == clientKey ? client : target, room);
            return;
        }
        Pipe pipe = key == clientKey ? out : back;
        if (pipe.wantsRead(now)) {
            pipe.read(room, now);
        }
    }

    /** Does what time, or a change of the wires, has made possible. */
    void advance(long now) {
        if (state == State.WAITING && out.wire().open() && back.wire().open()) {
            connect();
        }
        if (state == State.CONNECTED) {
            out.write(now);
            back.write(now);
            lookAtEnds();
        }
        if (state == State.CONNECTED) {
            clientKey.interestOps(interest(out.wantsRead(now), back.wantsWrite()));
            targetKey.interestOps(interest(back.wantsRead(now), out.wantsWrite()));
        }
    }

    /** When {@link #advance} is wanted without an event; Long.MAX_VALUE = never. */
    long next(long now) {
        return state == State.CONNECTED ? Math.min(out.next(now), back.next(now)) : Long.MAX_VALUE;
    }

    /** Ends it at both ends: by RST, or by FIN. */
    void cut(boolean reset) {
        state = State.CLOSED;
        close(client, reset);
        close(target, reset);
    }

    /** One end is gone by RST, the other does not learn of it. */
    void halfOpen(End end) {
        if (state != State.CONNECTED) {
            cut(true);
            return;
        }
        state = State.HALF_OPEN;
        gone = end;
        boolean clientGone = gone == lane.out().from();
        close(clientGone ? client : target, true);
        (clientGone ? targetKey : clientKey).interestOps(SelectionKey.OP_READ);
    }

    /** Nothing passes this way any more, and neither end learns of it. */
    void freeze(Way way) {
        (way == lane.out() ? out : back).freeze();
    }

    /** A way is open again: what cannot go on as if nothing had been is reset. */
    void heal() {
        boolean gaps = out.lostBytes() || back.lostBytes();
        if (state == State.HALF_OPEN || gaps || out.frozen() || back.frozen()) {
            cut(true);
        }
    }

    private void connect() {
        state = State.CONNECTING;
        try {
            targetKey.interestOps(SelectionKey.OP_CONNECT);
            if (target.connect(lane.to())) {
                state = State.CONNECTED;
            }
        } catch (IOException e) {
            cut(true);
        }
    }

    private void finishConnect() {
        try {
            if (target.finishConnect()) {
                state = State.CONNECTED;
            }
        } catch (IOException e) {
            // As if it had come from the target itself.
            cut(true);
        }
    }

    private void lookAtEnds() {
        if (out.sourceBroken() || back.sinkBroken()) {
            broken(out);
        } else if (out.sinkBroken() || back.sourceBroken()) {
            broken(back);
        } else if (out.done() && back.done()) {
            cut(false);
        }
    }

    /** The end that this pipe comes from has broken it: the other learns of it if bytes pass. */
    private void broken(Pipe pipe) {
        if (pipe.open()) {
            cut(true);
        } else {
            halfOpen(pipe == out ? lane.out().from() : lane.out().back().from());
        }
    }

    private void drain(SocketChannel channel, ByteBuffer room) {
        try {
            if (channel.read(room.clear()) < 0) {
                cut(false);
            }
        } catch (IOException e) {
            cut(true);
        }
    }

    private static int interest(boolean read, boolean write) {
        return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    }

    private static void close(SocketChannel channel, boolean reset) {
        try {
            if (reset && channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + channel, e);
        }
    }
}
