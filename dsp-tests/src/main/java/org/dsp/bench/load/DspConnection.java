package org.dsp.bench.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.dsp.bench.stream.Frame;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.ipc.Window;

/** A bound client endpoint; every call is a {@code sendrec} to the server on the other node. */
final class DspConnection implements Connection {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Endpoint me;
    private final int server;
    private final Window window;
    private final Message message = new Message();

    /**
     * Binds {@code number} of container 0, to talk to {@code server} on {@code serverNode}.
     *
     * @param number a client endpoint
     */
    DspConnection(Dvk dvk, int number, int server, int serverNode) {
        this.me = dvk.bind(0, number, "load" + number);
        this.server = server;
        me.rmtbind(server, serverNode, "bench");
        this.window = me.memory().register(ByteBuffer.allocateDirect(Frame.PIECE));
    }

    @Override
    public void roundTrip() {
        call(Copies.ECHO, 0);
    }

    @Override
    public void put(int bytes) {
        call(Copies.PUT, bytes);
    }

    @Override
    public void get(int bytes) {
        call(Copies.GET, bytes);
    }

    @Override
    public void close() {
        window.close();
        me.close();
    }

    private void call(int type, int bytes) {
        message.type(type).m1().i1(bytes).p1(window.address());
        me.sendrec(server, message, message, PATIENCE);
        if (message.type() != type) {
            throw new IllegalStateException("asked for " + type + ", answered by " + message);
        }
    }
}
