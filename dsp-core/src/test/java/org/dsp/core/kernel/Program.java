package org.dsp.core.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * A program in a {@link KernelLab}: what the client library would be to a kernel. It answers READ
 * and WRITE from {@link #memory} while the call they name is the open one.
 */
final class Program implements AttachOutput {
    /** How it treats READ and WRITE. */
    enum Manners {
        PROMPT,
        /** Keeps them until {@link #serve} is called. */
        SLOW
    }

    final KernelLab lab;
    final int node;
    final AttachSession session;
    byte[] memory = {};
    Manners manners = Manners.PROMPT;
    final List<Sent> got = new ArrayList<>();
    final List<Sent> quietFailures = new ArrayList<>();
    final ArrayDeque<Sent> ahead = new ArrayDeque<>();

    private final ArrayDeque<Sent> requests = new ArrayDeque<>();
    private final Map<Integer, Ended> calls = new TreeMap<>();
    private final AttachFrame frame = new AttachFrame();
    private final List<Integer> quiet = new ArrayList<>();
    private int lastCall;
    private int generation;
    private String closeReason = "";
    private boolean closed;
    private boolean dead;
    private int unflushed;

    Program(KernelLab lab, int node, Credentials credentials) {
        this.lab = lab;
        this.node = node;
        this.session = lab.kernel(node).attach(credentials, this, lab.now());
    }

    // ---- what the kernel does

    @Override
    public void write(AttachFrame f, Payload payload) {
        byte[] bytes = bytes(payload);
        payload.release();
        Sent sent = Sent.of(f, bytes);
        got.add(sent);
        unflushed++;
        switch (sent.op()) {
            case AttachOp.READ, AttachOp.WRITE -> requests.add(sent);
            case AttachOp.RETRACT -> ahead.removeIf(s -> s.a0() == sent.a0());
            case AttachOp.RESULT -> {
                if (quiet.remove((Integer) sent.call())) {
                    quietFailures.add(sent);
                } else {
                    end(sent);
                }
            }
            case AttachOp.MESSAGE -> {
                if (sent.prefetched()) {
                    ahead.add(sent);
                } else {
                    end(sent);
                }
            }
            case AttachOp.INFO -> end(sent);
            default -> {
                // WELCOME and BYE end no call.
            }
        }
    }

    private void end(Sent sent) {
        Ended call = calls.get(sent.call());
        if (call == null) {
            throw new AssertionError("an end of no call of this program: " + sent);
        }
        call.end(sent, lab.now());
    }

    private static byte[] bytes(Payload payload) {
        if (payload instanceof CountedPayload counted) {
            return counted.bytes;
        }
        return payload instanceof BytesPayload plain ? plain.bytes() : new byte[0];
    }

    @Override
    public void flush() {
        unflushed = 0;
    }

    @Override
    public void close(String why) {
        closeReason = why;
        closed = true;
        unflushed = 0;
    }

    /** The socket's end reaches the kernel; true when it had not yet. */
    boolean settle() {
        if (closed && !dead) {
            kill();
            return true;
        }
        return false;
    }

    /** Frames written and not flushed. */
    int unflushed() {
        return unflushed;
    }

    // ---- what it does

    /** The next call is numbered {@code last} + 1. */
    void numberAfter(int last) {
        lastCall = last;
    }

    /** The next frame to send, with a new call number. */
    AttachFrame next(int op) {
        lastCall++;
        return frame.start(op, lastCall);
    }

    /** Sends what {@link #next} began. */
    Ended call() {
        Ended call = new Ended(frame.op(), frame.call());
        calls.put(frame.call(), call);
        send(frame, Payload.EMPTY);
        return call;
    }

    /** Whatever ends the frame's call, should it be one, is welcome. */
    void expect(AttachFrame f) {
        boolean quietly = f.op() == AttachOp.REPLY && (f.flags() & AttachFrame.FLAG_QUIET) != 0;
        if (quietly) {
            quiet.add(f.call());
        } else {
            calls.put(f.call(), new Ended(f.op(), f.call()));
        }
    }

    /** Sends any frame. */
    void send(AttachFrame f, Payload payload) {
        session.frame(f, payload, lab.now());
        lab.changed();
    }

    Program hello() {
        send(
                frame.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC),
                Payload.EMPTY);
        return this;
    }

    Ended bind(int dcid, int endpoint, String name) {
        AttachFrame f = next(AttachOp.BIND).a0(dcid).a1(endpoint);
        byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, f.array(), AttachFrame.BODY, bytes.length);
        Ended bound = call();
        generation = bound.detail();
        return bound;
    }

    Ended unbind() {
        next(AttachOp.UNBIND);
        return call();
    }

    Ended rmtbind(int endpoint, int at) {
        next(AttachOp.RMTBIND).a0(endpoint).a1(at);
        return call();
    }

    Ended wait4bind(int endpoint, int timeout) {
        next(AttachOp.WAIT4BIND).a0(endpoint).a1(timeout);
        return call();
    }

    Ended wait4unbind(int endpoint, int timeout) {
        next(AttachOp.WAIT4UNBIND).a0(endpoint).a1(timeout);
        return call();
    }

    Ended send(int to, int value, int timeout) {
        message(next(AttachOp.SEND), value).a0(to).a1(timeout);
        return call();
    }

    Ended send(int to, int value) {
        return send(to, value, Endpoints.FOREVER);
    }

    Ended sendrec(int to, int value, int timeout) {
        message(next(AttachOp.SENDREC), value).a0(to).a1(timeout);
        return call();
    }

    Ended sendrec(int to, int value) {
        return sendrec(to, value, Endpoints.FOREVER);
    }

    Ended receive(int from, int timeout, int credit) {
        next(AttachOp.RECEIVE).a0(from).a1(timeout).a2(credit);
        return call();
    }

    Ended receive(int from, int timeout) {
        return receive(from, timeout, 1);
    }

    Ended receive() {
        return receive(Endpoints.ANY, Endpoints.FOREVER);
    }

    Ended rcvrqst(int timeout) {
        next(AttachOp.RCVRQST).a1(timeout).a2(1);
        return call();
    }

    Ended notify(int to) {
        next(AttachOp.NOTIFY).a0(to);
        return call();
    }

    Ended reply(int to, int value) {
        message(next(AttachOp.REPLY), value).a0(to);
        return call();
    }

    /** A reply that opens no call; its number. */
    int quietReply(int to, int value) {
        AttachFrame f = message(next(AttachOp.REPLY), value).a0(to);
        f.flags(AttachFrame.FLAG_QUIET);
        quiet.add(f.call());
        int number = f.call();
        send(f, Payload.EMPTY);
        return number;
    }

    Ended replyReceive(int to, int value, int timeout, int credit) {
        message(next(AttachOp.REPLY_RECEIVE), value).a0(to).a1(timeout).a2(credit);
        return call();
    }

    Ended vcopy(int from, int fromAddress, int to, int toAddress, int bytes, int timeout) {
        next(AttachOp.VCOPY).a0(from).a1(to).a2(bytes).a3(timeout);
        frame.bodyInt(0, fromAddress).bodyInt(4, toAddress);
        return call();
    }

    Ended vcopy(int from, int fromAddress, int to, int toAddress, int bytes) {
        return vcopy(from, fromAddress, to, toAddress, bytes, Endpoints.FOREVER);
    }

    Ended nodeInfo(int which) {
        next(AttachOp.NODE_INFO).a0(which);
        return call();
    }

    Ended procInfo(int dcid, int endpoint) {
        next(AttachOp.PROC_INFO).a0(dcid).a1(endpoint);
        return call();
    }

    void cancel(Ended call) {
        send(new AttachFrame().start(AttachOp.CANCEL, call.number), Payload.EMPTY);
    }

    /** Takes the oldest prefetched message: the program received it. */
    Note take() {
        Sent oldest = ahead.remove();
        taken(oldest.a0());
        return oldest.note();
    }

    void taken(int tag) {
        send(new AttachFrame().start(AttachOp.TAKEN, 0).a0(tag), Payload.EMPTY);
    }

    /** Dies: the socket closes. */
    void kill() {
        if (!dead) {
            dead = true;
            closed = true;
            session.closed(lab.now());
            lab.changed();
        }
    }

    /** Its daemon is gone. */
    void orphan() {
        dead = true;
        closed = true;
    }

    private static AttachFrame message(AttachFrame f, int value) {
        return f.bodyInt(4, 7).bodyInt(8, value);
    }

    // ---- memory

    /** Serves the oldest READ or WRITE; false when there is none. */
    boolean serve() {
        Sent request = requests.poll();
        if (request == null || dead) {
            return false;
        }
        boolean read = request.op() == AttachOp.READ;
        int bytes = read ? request.a2() : request.payload().length;
        int code = isOpen(request.call()) ? bytes : ErrorCode.EDVSPROCSTS.number();
        if (code >= 0 && !inMemory(request.a1(), bytes)) {
            code = ErrorCode.EDVSFAULT.number();
        }
        AttachFrame f = new AttachFrame();
        f.start(read ? AttachOp.READ_DATA : AttachOp.WRITE_ACK, request.call()).a0(request.a0());
        Payload payload = Payload.EMPTY;
        if (code >= 0 && read) {
            payload =
                    lab.ledger.payload(
                            Arrays.copyOfRange(memory, request.a1(), request.a1() + bytes));
        } else if (code >= 0) {
            System.arraycopy(request.payload(), 0, memory, request.a1(), bytes);
        }
        send(f.a1(code), payload);
        return true;
    }

    private boolean inMemory(int address, int bytes) {
        return address >= 0 && bytes <= memory.length && address <= memory.length - bytes;
    }

    boolean isOpen(int number) {
        Ended call = calls.get(number);
        return call != null && call.open();
    }

    /** READs and WRITEs not yet served. */
    int requests() {
        return requests.size();
    }

    // ---- what is known of it

    boolean dead() {
        return dead;
    }

    boolean closedByKernel() {
        return !closeReason.isEmpty();
    }

    String closeReason() {
        return closeReason;
    }

    int generation() {
        return generation;
    }

    /** The call that is open, if one is. */
    Optional<Ended> open() {
        return calls.values().stream().filter(Ended::open).findAny();
    }

    List<Ended> calls() {
        return List.copyOf(calls.values());
    }

    /** Calls that ended are not looked at any more. */
    void forgetEnded() {
        calls.values().removeIf(c -> !c.open());
        got.clear();
    }

    int lastCall() {
        return lastCall;
    }
}
