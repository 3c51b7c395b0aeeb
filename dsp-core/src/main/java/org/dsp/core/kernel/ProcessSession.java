package org.dsp.core.kernel;

import java.nio.charset.StandardCharsets;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
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

    private static final int NAME_BYTES = 16;

    private final Kernel kernel;
    private final AttachOutput output;
    final Credentials credentials;

    private boolean greeted;
    private boolean ended;
    private boolean dirty;

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
            return;
        }
        if (f.op() == AttachOp.READ_DATA) {
            readData(f, payload);
            return;
        }
        if (payload.length() != 0) {
            payload.release();
            violate("op " + f.op() + " carries " + payload.length() + " bytes; allowed 0");
            return;
        }
        if (!greeted) {
            greet(f);
            return;
        }
        switch (f.op()) {
            case AttachOp.BIND -> bind(f);
            case AttachOp.UNBIND -> unbind(f);
            case AttachOp.NODE_INFO -> info(f, kernel.nodeInfo(f.a0()), Codes.BADNODEID);
            case AttachOp.PROC_INFO -> info(f, kernel.processInfo(f.a0(), f.a1()), Codes.NOTBIND);
            case AttachOp.CANCEL -> {
                if (process != null) {
                    kernel.rendezvous.cancel(process, f.call());
                }
            }
            case AttachOp.TAKEN -> {
                if (process != null) {
                    kernel.rendezvous.taken(process, f.a0());
                }
            }
            case AttachOp.WRITE_ACK -> {
                if (process != null) {
                    kernel.copies.written(process, f.a0(), f.a1());
                }
            }
            case AttachOp.RMTBIND,
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
                    call(f);
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

    private void bind(AttachFrame f) {
        int generation = 0;
        int code;
        if (process != null) {
            code = Codes.SLOTUSED;
        } else {
            String name = text(f, 0);
            code = kernel.bind(this, f.a0(), f.a1(), name);
            process = kernel.bound(this, f.a0(), f.a1());
            generation = process == null ? 0 : process.generation;
        }
        AttachFrame out = kernel.scratch.start(AttachOp.RESULT, f.call()).a0(code).a1(generation);
        write(out, Payload.EMPTY);
    }

    private void unbind(AttachFrame f) {
        if (process != null && process.phase != LocalProcess.Phase.IDLE) {
            violate("UNBIND while call " + process.call + " is open");
            return;
        }
        int code = process == null ? Codes.NOTBIND : 0;
        unbindProcess();
        result(f.call(), code, 0);
    }

    private void unbindProcess() {
        if (process != null) {
            LocalProcess p = process;
            process = null;
            kernel.unbind(p);
        }
    }

    private void call(AttachFrame f) {
        if (process == null) {
            result(f.call(), Codes.NOTBIND, 0);
        } else if (f.op() == AttachOp.REPLY && f.flags() == AttachFrame.FLAG_QUIET) {
            kernel.rendezvous.quietReply(process, f);
        } else if (process.phase != LocalProcess.Phase.IDLE) {
            violate("call " + f.call() + " while call " + process.call + " is open; allowed one");
        } else if (f.call() == 0) {
            violate("op " + f.op() + " with call 0; allowed any other");
        } else {
            kernel.rendezvous.start(process, f);
        }
    }

    private void readData(AttachFrame f, Payload payload) {
        if (process == null) {
            payload.release();
        } else {
            kernel.copies.read(process, f.a0(), f.a1(), payload);
        }
    }

    private void info(AttachFrame f, String text, int absent) {
        if (text.isEmpty()) {
            result(f.call(), absent, 0);
        } else {
            write(kernel.scratch.start(AttachOp.INFO, f.call()), payload(text));
        }
    }

    private static String text(AttachFrame f, int offset) {
        int from = AttachFrame.BODY + offset;
        int end = from;
        while (end < from + NAME_BYTES && f.array()[end] != 0) {
            end++;
        }
        return new String(f.array(), from, end - from, StandardCharsets.UTF_8);
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
