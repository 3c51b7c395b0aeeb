package org.dsp.sim.program;

import org.dsp.core.launch.Token;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.dsp.sim.cluster.Machine;
import org.dsp.sim.cluster.Program;
import org.dsp.sim.cluster.World;

/** A program that makes one call at a time, as the client library does. */
abstract class Caller extends Program {
    /** Where a message has its number. */
    private static final int VALUE = 8;

    private static final int TOKEN = 16;

    private final AttachFrame out = new AttachFrame();
    private int calls;

    /** The call that has not ended; 0 = none. */
    private int open;

    Caller(World world, Machine machine) {
        super(world, machine);
    }

    /** Whether a call has not ended. */
    final boolean calling() {
        return open != 0;
    }

    /** Connects and says who it is; whether there is a daemon. */
    final boolean attach() {
        if (!connect(1000)) {
            return false;
        }
        calls = 0;
        open = 0;
        send(out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC));
        return true;
    }

    private AttachFrame next(int op) {
        if (open != 0) {
            throw new IllegalStateException(this + ": call " + open + " is open");
        }
        calls++;
        open = calls;
        return out.start(op, calls);
    }

    final void bind(int endpoint) {
        send(next(AttachOp.BIND).a1(endpoint));
    }

    final void bind(int endpoint, Token token) {
        AttachFrame bind = next(AttachOp.BIND).a1(endpoint);
        half(bind, TOKEN, token.high());
        half(bind, TOKEN + Long.BYTES, token.low());
        send(bind);
    }

    /** The bytes of the token are in the order of its digits. */
    private static void half(AttachFrame bind, int offset, long half) {
        long bytes = Long.reverseBytes(half);
        bind.bodyInt(offset, (int) bytes).bodyInt(offset + Integer.BYTES, (int) (bytes >>> 32));
    }

    /**
     * @param millis time-out; -1 = none
     */
    final void sendrec(int to, int value, int millis) {
        send(next(AttachOp.SENDREC).a0(to).a1(millis).bodyInt(VALUE, value));
    }

    final void receive() {
        send(next(AttachOp.RECEIVE).a0(Endpoints.ANY).a1(Endpoints.FOREVER).a2(1));
    }

    final void reply(int to, int value) {
        send(next(AttachOp.REPLY).a0(to).bodyInt(VALUE, value));
    }

    /** Ends the call that is open, if it can be. */
    final void cancel() {
        send(out.start(AttachOp.CANCEL, open));
    }

    @Override
    protected final void received(AttachFrame frame) {
        boolean message = frame.op() == AttachOp.MESSAGE;
        if (!message && frame.op() != AttachOp.RESULT) {
            return;
        }
        if (frame.call() != open) {
            throw new IllegalStateException(
                    "%s: op %d ends call %d, open is %d"
                            .formatted(this, frame.op(), frame.call(), open));
        }
        open = 0;
        if (message) {
            message(frame.bodyInt(0), frame.bodyInt(VALUE));
        } else {
            result(frame.a0(), frame.a1());
        }
    }

    /** A call ended with a message. */
    abstract void message(int source, int value);

    /** A call ended with a code: an error below 0. */
    abstract void result(int code, int detail);

    @Override
    protected final void disconnected() {
        boolean called = open != 0;
        open = 0;
        lost(called);
    }

    /** The daemon is gone. */
    abstract void lost(boolean inCall);
}
