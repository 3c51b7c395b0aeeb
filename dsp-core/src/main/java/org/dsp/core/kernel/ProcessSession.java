package org.dsp.core.kernel;

import java.nio.charset.StandardCharsets;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The protocol of one attached process ({@code docs/attach-protocol.md}): who may say what when,
 * and how answers look. What breaks it ends this session and no other.
 */
final class ProcessSession implements AttachSession {
    /** Most messages that a process may have ahead of its receive. */
    static final int MAX_CREDIT = 64;

    private final Kernel kernel;
    private final AttachOutput output;

    /** Where the token is in the body of BIND. */
    private static final int TOKEN = 16;

    final Credentials credentials;

    /** What its last BIND presented; both 0 = nothing. */
    long tokenHigh;

    long tokenLow;

    private boolean greeted;
    private boolean ended;
    private boolean dirty;

    /** The number of the newest call; 0 = none yet. */
    private int lastCall;

    /** Null until BIND, and again after UNBIND. */
    private LocalProcess process;

    ProcessSession(Kernel kernel, Credentials credentials, AttachOutput output) {
        this.kernel = kernel;
        this.credentials = credentials;
        this.output = output;
    }

    @Override
    public void frame(AttachFrame f, Payload payload, long now) {
        kernel.at(now);
        if (ended) {
            payload.release();
        } else if (!greeted) {
            payload.release();
            greet(f);
        } else if (f.op() == AttachOp.READ_DATA) {
            readData(f, payload);
        } else if (payload.length() != 0) {
            int bytes = payload.length();
            payload.release();
            violate("op " + f.op() + " carries " + bytes + " bytes; allowed 0");
        } else {
            payload.release();
            plain(f);
        }
    }

    /** A frame without payload. */
    private void plain(AttachFrame f) {
        switch (f.op()) {
            case AttachOp.CANCEL -> {
                if (process != null) {
                    kernel.ends.cancel(process, f.call());
                }
            }
            case AttachOp.TAKEN -> {
                if (process != null) {
                    kernel.rendezvous.taken(process, f.a0());
                }
            }
            case AttachOp.WRITE_ACK -> {
                if (process != null) {
                    kernel.chunks.written(process, f.a0(), f.a1());
                }
            }
            case AttachOp.BIND,
                    AttachOp.UNBIND,
                    AttachOp.NODE_INFO,
                    AttachOp.PROC_INFO,
                    AttachOp.RMTBIND,
                    AttachOp.WAIT4BIND,
                    AttachOp.WAIT4UNBIND,
                    AttachOp.SEND,
                    AttachOp.RECEIVE,
                    AttachOp.SENDREC,
                    AttachOp.NOTIFY,
                    AttachOp.RCVRQST,
                    AttachOp.REPLY,
                    AttachOp.REPLY_RECEIVE,
                    AttachOp.VCOPY ->
                    numbered(f);
            case AttachOp.HELLO -> violate("HELLO a second time");
            default -> violate("unknown op " + f.op());
        }
    }

    @Override
    public void malformed(String why, long now) {
        kernel.at(now);
        if (!ended) {
            violate(why);
        }
    }

    @Override
    public void closed(long now) {
        kernel.at(now);
        ended = true;
        unbindProcess();
        kernel.closed(this);
    }

    private void greet(AttachFrame f) {
        if (f.op() != AttachOp.HELLO || f.a1() != AttachFrame.MAGIC) {
            violate("the first frame is op " + f.op() + "; expected HELLO");
        } else if (f.a0() != AttachFrame.VERSION) {
            violate("attach protocol version " + f.a0() + "; spoken here: " + AttachFrame.VERSION);
        } else {
            greeted = true;
            write(kernel.welcome(), Payload.EMPTY);
        }
    }

    /** The token is bytes in the order of its digits; frames are little-endian. */
    private static long tokenLong(AttachFrame f, int offset) {
        long low = f.bodyInt(offset) & 0xffff_ffffL;
        return Long.reverseBytes(((long) f.bodyInt(offset + Integer.BYTES) << 32) | low);
    }

    /** A frame with a call number of its own: each is larger than the one before. */
    private void numbered(AttachFrame f) {
        int call = f.call();
        if (call == 0) {
            violate("op " + f.op() + " with call 0; allowed any other");
            return;
        }
        if (lastCall != 0 && call - lastCall <= 0) {
            violate("call " + call + " after call " + lastCall + "; allowed larger ones");
            return;
        }
        lastCall = call;
        boolean quiet = f.op() == AttachOp.REPLY && (f.flags() & AttachFrame.FLAG_QUIET) != 0;
        if (quiet && process != null) {
            kernel.rendezvous.quietReply(process, f);
        } else if (quiet) {
            result(call, Codes.NOTBIND, f.a0());
        } else if (process != null && process.phase != LocalProcess.Phase.IDLE) {
            violate("call " + call + " while call " + process.call + " is open; allowed one");
        } else {
            call(f);
        }
    }

    private void call(AttachFrame f) {
        switch (f.op()) {
            case AttachOp.BIND -> bind(f);
            case AttachOp.UNBIND -> unbind(f);
            case AttachOp.NODE_INFO -> info(f, kernel.info.node(f.a0()), Codes.BADNODEID);
            case AttachOp.PROC_INFO ->
                    info(f, kernel.info.process(process, f.a0(), f.a1()), Codes.NOTBIND);
            default -> {
                if (process == null) {
                    result(f.call(), Codes.NOTBIND, f.op() == AttachOp.REPLY_RECEIVE ? 1 : 0);
                } else {
                    kernel.rendezvous.start(process, f);
                }
            }
        }
    }

    private void bind(AttachFrame f) {
        int generation = 0;
        int code;
        if (process != null) {
            code = Codes.SLOTUSED;
        } else if (!nameFits(f)) {
            code = Codes.NAMESIZE;
        } else {
            tokenHigh = tokenLong(f, TOKEN);
            tokenLow = tokenLong(f, TOKEN + Long.BYTES);
            code = kernel.bind(this, f.a0(), f.a1(), name(f));
            process = kernel.bound(this, f.a0(), f.a1());
            generation = process == null ? 0 : process.generation;
        }
        result(f.call(), code, generation);
    }

    private void unbind(AttachFrame f) {
        int code = process == null ? Codes.NOTBIND : 0;
        unbindProcess();
        result(f.call(), code, 0);
    }

    /** The operator unbinds it; the session goes on, as after UNBIND. */
    void unbound() {
        unbindProcess();
    }

    private void unbindProcess() {
        if (process != null) {
            LocalProcess p = process;
            process = null;
            kernel.unbind(p);
        }
    }

    private void readData(AttachFrame f, Payload payload) {
        if (process == null) {
            payload.release();
        } else {
            kernel.chunks.given(process, f.a0(), f.a1(), payload);
        }
    }

    private void info(AttachFrame f, String text, int absent) {
        if (text.isEmpty()) {
            result(f.call(), absent, 0);
        } else {
            write(kernel.scratch.start(AttachOp.INFO, f.call()), payload(text));
        }
    }

    /** Whether the name in the body has its NUL. */
    static boolean nameFits(AttachFrame f) {
        return nameLength(f) <= Endpoints.MAX_NAME;
    }

    private static String name(AttachFrame f) {
        return new String(f.array(), AttachFrame.BODY, nameLength(f), StandardCharsets.UTF_8);
    }

    private static int nameLength(AttachFrame f) {
        int length = 0;
        while (length <= Endpoints.MAX_NAME && f.array()[AttachFrame.BODY + length] != 0) {
            length++;
        }
        return length;
    }

    private static Payload payload(String text) {
        return new BytesPayload(text.getBytes(StandardCharsets.UTF_8));
    }

    void result(int call, int code, int detail) {
        write(kernel.scratch.start(AttachOp.RESULT, call).a0(code).a1(detail), Payload.EMPTY);
    }

    void write(AttachFrame f, Payload payload) {
        if (ended) {
            payload.release();
            return;
        }
        output.write(f, payload);
        if (!dirty) {
            dirty = true;
            kernel.dirty(this);
        }
    }

    void flush() {
        dirty = false;
        output.flush();
    }

    private void violate(String why) {
        bye(ErrorCode.EDVSBADVALUE.number(), why);
    }

    /** Says why and closes. */
    void bye(int code, String why) {
        write(kernel.scratch.start(AttachOp.BYE, 0).a0(code), payload(why));
        ended = true;
        output.close(why);
        unbindProcess();
    }
}
