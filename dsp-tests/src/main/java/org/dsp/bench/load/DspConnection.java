package org.dsp.bench.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.dsp.bench.stream.Frame;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.ipc.Window;

/** A bound endpoint; every call is a {@code sendrec} or {@code send} to a server elsewhere. */
final class DspConnection implements Connection {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Endpoint me;
    private final int server;
    private final Message message = new Message();
    private Optional<Window> window = Optional.empty();

    /**
     * Binds {@code number} of container 0, to talk to {@code server} on {@code serverNode}.
     *
     * @param number a client endpoint; a server endpoint if it is to send one way
     */
    DspConnection(Dvk dvk, int number, int server, int serverNode) {
        this.me = dvk.bind(0, number, "load" + number);
        this.server = server;
        me.rmtbind(server, serverNode, "bench" + server);
    }

    @Override
    public void roundTrip() {
        call(Requests.ECHO, 0, 0);
    }

    @Override
    public void oneWay() {
        message.type(Requests.ONE_WAY);
        me.send(server, message, PATIENCE);
    }

    @Override
    public void put(int bytes) {
        call(Requests.PUT, bytes, address());
    }

    @Override
    public void get(int bytes) {
        call(Requests.GET, bytes, address());
    }

    @Override
    public void close() {
        window.ifPresent(Window::close);
        me.close();
    }

    private int address() {
        if (window.isEmpty()) {
            window = Optional.of(me.memory().register(ByteBuffer.allocateDirect(Frame.PIECE)));
        }
        return window.orElseThrow().address();
    }

    private void call(int type, int bytes, int address) {
        message.type(type).m1().i1(bytes).p1(address);
        me.sendrec(server, message, message, PATIENCE);
        if (message.type() != type) {
            throw new IllegalStateException("asked for " + type + ", answered by " + message);
        }
    }
}
