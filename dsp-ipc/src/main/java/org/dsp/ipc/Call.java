package org.dsp.ipc;

import java.time.Duration;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * One call: what is asked, how long it may take, what came of it. Used again for the next one. Has
 * no clock: times are {@link System#nanoTime} values that it is given. Owned by whoever holds the
 * {@link Attachment}.
 */
final class Call {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long grace;
    private final AttachFrame frame = new AttachFrame();
    private final Message received = new Message();
    private int millis;
    private long deadline;
    private boolean cancellable;
    private boolean last;
    private boolean limited;
    private long patience;
    private long endOfFrame;
    private int cancelCode;
    private boolean ended;
    private int code;
    private int detail;
    private String text = "";

    /** With {@code grace}, for which the daemon may be silent after a time-out or a CANCEL. */
    Call(Duration grace) {
        this.grace = grace.toNanos();
    }

    /**
     * Begins anew, for a caller: the clock runs, nothing is sent yet.
     *
     * @param timeout in ms; -1 for ever, 0 does not wait
     * @return the frame, to be filled with what is asked
     */
    AttachFrame prepare(int op, int timeout, long now) {
        millis = timeout;
        deadline = now + Math.max(0, timeout) * NANOS_PER_MILLI;
        cancellable = true;
        last = false;
        cancelCode = 0;
        return frame.start(op, 0);
    }

    /** As above, for a step of attaching: it is never cancelled, but given up at {@code end}. */
    AttachFrame prepareStep(int op, long end) {
        millis = Endpoints.FOREVER;
        deadline = end;
        cancellable = false;
        last = false;
        return frame.start(op, 0);
    }

    /** As above, for the last one before closing: interrupts do not end it either. */
    AttachFrame prepareLast(int op, long end) {
        AttachFrame asked = prepareStep(op, end);
        last = true;
        return asked;
    }

    /** It goes out now, under this number; its frame ends at this position of the output. */
    void begin(int number, long now, long positionOfEnd) {
        frame.call(number);
        endOfFrame = positionOfEnd;
        limited = !cancellable || millis >= 0;
        patience = cancellable ? later(deadline, now) + grace : deadline;
        cancelCode = 0;
        ended = false;
        detail = 0;
        text = "";
    }

    /** Whether all of it is written, so that the daemon may have seen it. */
    boolean hasBegun(long positionWritten) {
        return positionWritten - endOfFrame >= 0;
    }

    AttachFrame frame() {
        return frame;
    }

    int op() {
        return frame.op();
    }

    int number() {
        return frame.call();
    }

    /** What is left of its time-out in ms, rounded up; -1 for ever, 0 if nothing. */
    int remainingMillis(long now) {
        return millis <= 0 ? millis : (int) millisUntil(deadline, now);
    }

    /** Whether it has a time-out above 0. */
    boolean isTimed() {
        return millis > 0;
    }

    boolean isCancellable() {
        return cancellable;
    }

    /** Whether it goes on when the endpoint is closed: it is what closing waits for. */
    boolean isLast() {
        return last;
    }

    boolean isCancelled() {
        return cancelCode != 0;
    }

    /** The daemon is told to end it, for this reason, and has a little time to do so. */
    void cancel(ErrorCode reason, long now) {
        cancelCode = reason.number();
        limited = true;
        patience = now + grace;
    }

    /** Milliseconds until the daemon has been silent for too long; -1 if it never is. */
    long patienceMillis(long now) {
        return limited ? millisUntil(patience, now) : -1;
    }

    /** Whether only a message can end it in success. */
    boolean wantsMessage() {
        return switch (op()) {
            case AttachOp.RECEIVE, AttachOp.SENDREC, AttachOp.RCVRQST, AttachOp.REPLY_RECEIVE ->
                    true;
            default -> false;
        };
    }

    /** Whether only a text can end it in success. */
    boolean wantsText() {
        return op() == AttachOp.NODE_INFO || op() == AttachOp.PROC_INFO;
    }

    /** It ended: with 0 or more, or with an error. */
    void end(int result, int more) {
        code = isCancelled() && result == ErrorCode.EDVSINTR.number() ? cancelCode : result;
        detail = more;
        ended = true;
    }

    /** It ended with a message: this one is to be filled. */
    Message endWithMessage() {
        end(0, 0);
        return received;
    }

    /** It ended with a text. */
    void endWithText(String lines) {
        end(0, 0);
        text = lines;
    }

    boolean isEnded() {
        return ended;
    }

    int code() {
        return code;
    }

    int detail() {
        return detail;
    }

    Message message() {
        return received;
    }

    String text() {
        return text;
    }

    /** Why it was cancelled: a negative code. */
    int cancelCode() {
        return cancelCode;
    }

    /** For an error: which call it was. */
    String describe() {
        int a0 = frame.a0();
        int a1 = frame.a1();
        return switch (op()) {
            case AttachOp.HELLO -> "attach";
            case AttachOp.BIND -> "bind of endpoint " + a1 + " in container " + a0;
            case AttachOp.UNBIND -> "unbind";
            case AttachOp.RMTBIND -> "rmtbind of endpoint " + a0 + " at node " + a1;
            case AttachOp.WAIT4BIND -> "wait for the bind of endpoint " + a0 + timeout();
            case AttachOp.WAIT4UNBIND -> "wait for the unbind of endpoint " + a0 + timeout();
            case AttachOp.SEND -> "send to endpoint " + a0 + timeout();
            case AttachOp.RECEIVE ->
                    "receive from "
                            + (a0 == Endpoints.ANY ? "anybody" : "endpoint " + a0)
                            + timeout();
            case AttachOp.SENDREC -> "sendrec to endpoint " + a0 + timeout();
            case AttachOp.NOTIFY -> "notify of endpoint " + a0;
            case AttachOp.RCVRQST -> "rcvrqst" + timeout();
            case AttachOp.REPLY -> "reply to endpoint " + a0;
            case AttachOp.REPLY_RECEIVE -> "reply to endpoint " + a0 + " and receive" + timeout();
            case AttachOp.VCOPY ->
                    "vcopy of "
                            + frame.a2()
                            + " bytes from endpoint "
                            + a0
                            + " to "
                            + a1
                            + timeout();
            case AttachOp.NODE_INFO -> "information about node " + a0;
            case AttachOp.PROC_INFO -> "information about endpoint " + a1 + " of container " + a0;
            default -> "call " + op();
        };
    }

    private String timeout() {
        return millis < 0 ? "" : ", time-out " + millis + " ms";
    }

    /** The later of two times; the clock may wrap. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static long millisUntil(long time, long now) {
        long nanos = time - now;
        return nanos <= 0 ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }
}
