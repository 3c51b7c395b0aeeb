package org.dsp.core.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.launch.Token;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/** A program of a {@link ServiceLab}: one call at a time, and some memory. */
final class Prog implements AttachOutput {
    /** What ended a call. */
    record End(int op, int code, int source, int value, int node) {}

    final ServiceLab lab;
    final ServiceLab.Member member;
    final AttachSession session;
    final byte[] memory = new byte[200_000];
    final List<End> ends = new ArrayList<>();

    /** Values of the messages that it received. */
    final List<Integer> seen = new ArrayList<>();

    int endpoint;
    boolean dead;
    private final Token token;
    private final AttachFrame out = new AttachFrame();
    private final AttachFrame answer = new AttachFrame();
    private int calls;
    private int open;

    Prog(ServiceLab lab, ServiceLab.Member member, Token token) {
        this(lab, member, token, 500);
    }

    Prog(ServiceLab lab, ServiceLab.Member member, Token token, int uid) {
        this.lab = lab;
        this.member = member;
        this.session = member.node.attach(new Credentials(123, uid, uid), this, lab.now);
        out.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC);
        this.token = token;
        send(out);
    }

    @Override
    public void write(AttachFrame f, Payload payload) {
        byte[] bytes = payload instanceof BytesPayload b ? b.bytes() : new byte[0];
        payload.release();
        int tag = f.a0();
        int at = f.a1();
        switch (f.op()) {
            case AttachOp.READ -> {
                byte[] part = Arrays.copyOfRange(memory, at, at + f.a2());
                lab.later.add(() -> give(tag, part));
            }
            case AttachOp.WRITE -> {
                System.arraycopy(bytes, 0, memory, at, bytes.length);
                lab.later.add(() -> took(tag, bytes.length));
            }
            case AttachOp.MESSAGE -> {
                open = 0;
                seen.add(f.bodyInt(8));
                ends.add(new End(f.op(), 0, f.bodyInt(0), f.bodyInt(8), f.a1()));
            }
            case AttachOp.RESULT -> {
                open = 0;
                ends.add(new End(f.op(), f.a0(), 0, 0, 0));
            }
            default -> {
                // WELCOME, BYE, RETRACT.
            }
        }
    }

    private void give(int tag, byte[] bytes) {
        answer.start(AttachOp.READ_DATA, 0).a0(tag).a1(bytes.length);
        session.frame(answer, new BytesPayload(bytes), lab.now);
    }

    private void took(int tag, int bytes) {
        answer.start(AttachOp.WRITE_ACK, 0).a0(tag).a1(bytes);
        session.frame(answer, Payload.EMPTY, lab.now);
    }

    @Override
    public void flush() {}

    @Override
    public void close(String why) {
        lab.later.add(this::kill);
    }

    private AttachFrame next(int op) {
        if (open != 0) {
            throw new AssertionError("call " + open + " is open");
        }
        calls++;
        open = calls;
        return out.start(op, calls);
    }

    private void send(AttachFrame f) {
        session.frame(f, Payload.EMPTY, lab.now);
        lab.run();
    }

    int bind(int wanted) {
        AttachFrame bind = next(AttachOp.BIND).a1(wanted);
        if (token != null) {
            present(bind, 16, token.high());
            present(bind, 24, token.low());
        }
        send(bind);
        int code = last().code();
        if (code >= 0) {
            endpoint = wanted;
        }
        return code;
    }

    /** The bytes of the token, in the order of its digits. */
    private static void present(AttachFrame bind, int offset, long half) {
        long bytes = Long.reverseBytes(half);
        bind.bodyInt(offset, (int) bytes).bodyInt(offset + 4, (int) (bytes >>> 32));
    }

    Prog sendrec(int to, int value, int timeoutMillis) {
        next(AttachOp.SENDREC).a0(to).a1(timeoutMillis).bodyInt(4, 7).bodyInt(8, value);
        send(out);
        return this;
    }

    Prog sendrec(int to, int value) {
        return sendrec(to, value, Endpoints.FOREVER);
    }

    int rmtbind(int to, int node) {
        send(next(AttachOp.RMTBIND).a0(to).a1(node));
        return last().code();
    }

    Prog receive() {
        return receiveFrom(Endpoints.ANY);
    }

    Prog receiveFrom(int from) {
        send(next(AttachOp.RECEIVE).a0(from).a1(Endpoints.FOREVER).a2(1));
        return this;
    }

    Prog reply(int to, int value) {
        next(AttachOp.REPLY).a0(to).bodyInt(4, 8).bodyInt(8, value);
        send(out);
        return this;
    }

    Prog sendTo(int to, int value) {
        next(AttachOp.SEND).a0(to).a1(Endpoints.FOREVER).bodyInt(4, 8).bodyInt(8, value);
        send(out);
        return this;
    }

    Prog notifies(int to) {
        send(next(AttachOp.NOTIFY).a0(to));
        return this;
    }

    /** Bytes between it and somebody who waits for its answer. */
    int vcopy(int from, int fromAddress, int to, int toAddress, int bytes) {
        next(AttachOp.VCOPY).a0(from).a1(to).a2(bytes).a3(Endpoints.FOREVER);
        send(out.bodyInt(0, fromAddress).bodyInt(4, toAddress));
        return last().code();
    }

    /** Answers the message it received last, then receives. */
    Prog answers(int value) {
        reply(last().source(), value);
        if (last().code() < 0) {
            throw new AssertionError("reply: " + last());
        }
        return receive();
    }

    void cancel() {
        AttachFrame f = new AttachFrame().start(AttachOp.CANCEL, open);
        send(f);
    }

    boolean waits() {
        return open != 0;
    }

    End last() {
        return ends.get(ends.size() - 1);
    }

    void kill() {
        if (!dead) {
            dead = true;
            session.closed(lab.now);
            lab.run();
        }
    }

    void fill(int from, int bytes, int seed) {
        for (int i = 0; i < bytes; i++) {
            memory[from + i] = (byte) (seed + i * 31);
        }
    }
}
