package org.dsp.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * What the daemon's frames do: they end the open call, bring messages ahead of their receive, and
 * read and write registered memory. Whatever the protocol does not allow ends the connection. Owned
 * by whoever holds the {@link Attachment}.
 */
final class FrameHandler {
    // Offsets in a frame's header, see docs/attach-protocol.md.
    private static final int LENGTH = 0;
    private static final int OP = 4;
    private static final int FLAGS = 6;
    private static final int CALL = 8;
    private static final int A0 = 12;
    private static final int A1 = 16;
    private static final int A2 = 20;
    private static final int A3 = 24;

    private final AttachSocket socket;
    private final Memory memory;
    private final Prefetched prefetched;
    private final QuietReplies quiet;
    private final AttachFrame answer = new AttachFrame();
    private Call open;
    private int mostPrefetched;
    private volatile Welcome welcome;

    FrameHandler(AttachSocket socket, Memory memory, Prefetched prefetched, QuietReplies quiet) {
        this.socket = socket;
        this.memory = memory;
        this.prefetched = prefetched;
        this.quiet = quiet;
    }

    /** A new connection: nothing is open, nothing arrived ahead. */
    void reconnected() {
        open = null;
        mostPrefetched = 0;
        prefetched.clear();
        quiet.reconnected();
    }

    /** From now on frames may end this call. */
    void open(Call call) {
        open = call;
    }

    /** A receive allowed the daemon so many messages, one of them not ahead. */
    void granted(int credit) {
        mostPrefetched = Math.max(mostPrefetched, credit - 1);
    }

    /** What the daemon said of itself, once it has. From any thread. */
    Welcome welcome() {
        return welcome;
    }

    /** Handles every complete frame that was read. */
    void handle() throws IOException {
        ByteBuffer in = socket.input();
        while (socket.inputEnd() - socket.inputStart() >= AttachFrame.BYTES) {
            int at = socket.inputStart();
            int op = in.getShort(at + OP) & 0xffff;
            int length = in.getInt(at + LENGTH);
            checkLength(op, length);
            if (socket.inputEnd() - at - AttachFrame.BYTES < length) {
                return;
            }
            handle(op, in, at, length);
            socket.consume(AttachFrame.BYTES + length);
        }
    }

    private static void checkLength(int op, int length) throws BrokenConnection {
        boolean payload = op == AttachOp.WRITE || op == AttachOp.INFO || op == AttachOp.BYE;
        int most = payload ? AttachFrame.MAX_PAYLOAD : 0;
        if (length < 0 || length > most) {
            throw violation("op " + op + " with a payload of " + length + " bytes");
        }
    }

    private void handle(int op, ByteBuffer in, int at, int length) throws IOException {
        switch (op) {
            case AttachOp.WELCOME -> welcome(in, at);
            case AttachOp.RESULT -> result(in, at);
            case AttachOp.MESSAGE -> message(in, at);
            case AttachOp.RETRACT -> prefetched.retract(in.getInt(at + A0));
            case AttachOp.READ -> read(in, at);
            case AttachOp.WRITE -> write(in, at, length);
            case AttachOp.INFO -> info(in, at, length);
            case AttachOp.BYE -> throw bye(in, at, length);
            default -> throw violation("a frame with the unknown op " + op);
        }
    }

    private void welcome(ByteBuffer in, int at) throws BrokenConnection {
        if (open == null || open.op() != AttachOp.HELLO) {
            throw violation("a second WELCOME");
        }
        int version = in.getInt(at + A0);
        if (version != AttachFrame.VERSION) {
            throw violation("version " + version + "; this library speaks " + AttachFrame.VERSION);
        }
        int body = at + AttachFrame.BODY;
        try {
            Limits limits = new Limits(in.getInt(at + A2), in.getInt(at + A3), in.getInt(body));
            welcome = new Welcome(in.getInt(at + A1), limits, in.getInt(body + Integer.BYTES));
        } catch (IllegalArgumentException e) {
            throw violation("limits that cannot be: " + e.getMessage());
        }
        finish().end(0, 0);
    }

    private void result(ByteBuffer in, int at) throws BrokenConnection {
        int call = in.getInt(at + CALL);
        int code = in.getInt(at + A0);
        int detail = in.getInt(at + A1);
        if (isOpen(call)) {
            if (code >= 0 && (open.wantsMessage() || open.wantsText())) {
                throw violation("a result of success for a " + open.describe());
            }
            finish().end(code, detail);
        } else if (!quiet.result(call, code, detail)) {
            throw violation("a result of call " + call + ", which is not open");
        }
    }

    private void message(ByteBuffer in, int at) throws BrokenConnection {
        if ((in.getShort(at + FLAGS) & AttachFrame.FLAG_PREFETCHED) != 0) {
            if (prefetched.size() >= mostPrefetched) {
                throw violation("more messages than the " + mostPrefetched + " asked for ahead");
            }
            fill(prefetched.add(in.getInt(at + A0)), in, at);
            return;
        }
        int call = in.getInt(at + CALL);
        if (!isOpen(call)) {
            throw violation("a message for call " + call + ", which is not open");
        }
        if (!open.wantsMessage()) {
            throw violation("a message for a " + open.describe());
        }
        fill(finish().endWithMessage(), in, at);
    }

    private static void fill(Message message, ByteBuffer in, int at) {
        in.get(at + AttachFrame.BODY, message.array());
        message.receivedFrom(in.getInt(at + A1), in.getInt(at + A2), in.getInt(at + A3));
    }

    private void info(ByteBuffer in, int at, int length) throws BrokenConnection {
        int call = in.getInt(at + CALL);
        if (!isOpen(call) || !open.wantsText()) {
            throw violation("information for call " + call + ", which did not ask for any");
        }
        finish().endWithText(text(in, at, length));
    }

    private void read(ByteBuffer in, int at) throws IOException {
        int address = in.getInt(at + A1);
        int bytes = in.getInt(at + A2);
        if (bytes < 0 || bytes > AttachFrame.MAX_PAYLOAD) {
            throw violation("a READ of " + bytes + " bytes");
        }
        answer.start(AttachOp.READ_DATA, in.getInt(at + CALL)).a0(in.getInt(at + A0));
        int refusal = refusal(in.getInt(at + CALL));
        Window window = refusal == 0 ? memory.find(address, bytes) : null;
        if (window == null || !window.beginUse()) {
            answer.a1(refusal == 0 ? ErrorCode.EDVSFAULT.number() : refusal);
            socket.put(answer);
            return;
        }
        try {
            socket.put(answer.a1(bytes), window.view(address, bytes));
        } catch (IllegalStateException | InternalError e) {
            // A mapped file that was cut, or memory that was freed: half a frame may be out.
            throw new BrokenConnection("a window's memory cannot be read any more: " + e);
        } finally {
            window.endUse();
        }
    }

    private void write(ByteBuffer in, int at, int length) throws BrokenConnection {
        int address = in.getInt(at + A1);
        int result = refusal(in.getInt(at + CALL));
        if (result == 0) {
            Window window = memory.find(address, length);
            boolean written =
                    window != null && window.write(address, in, at + AttachFrame.BYTES, length);
            result = written ? length : ErrorCode.EDVSFAULT.number();
        }
        answer.start(AttachOp.WRITE_ACK, in.getInt(at + CALL)).a0(in.getInt(at + A0)).a1(result);
        socket.put(answer);
    }

    /** Why memory is not served to this call; 0 if it is. */
    private int refusal(int call) {
        return isOpen(call) ? 0 : ErrorCode.EDVSPROCSTS.number();
    }

    private boolean isOpen(int call) {
        return open != null && call != 0 && open.number() == call;
    }

    private Call finish() {
        Call call = open;
        open = null;
        return call;
    }

    private static BrokenConnection bye(ByteBuffer in, int at, int length) {
        return new BrokenConnection(
                in.getInt(at + A0), "the daemon ended the connection: " + text(in, at, length));
    }

    private static String text(ByteBuffer in, int at, int length) {
        byte[] bytes = new byte[length];
        in.get(at + AttachFrame.BYTES, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static BrokenConnection violation(String what) {
        return new BrokenConnection("the daemon broke the protocol: it sent " + what);
    }
}
