package org.dsp.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of a program: open until its one end came. */
final class Ended {
    final int op;
    final int number;
    private final List<Sent> ends = new ArrayList<>();
    long endedAt;

    Ended(int op, int number) {
        this.op = op;
        this.number = number;
    }

    void end(Sent frame, long now) {
        ends.add(frame);
        endedAt = now;
        if (ends.size() > 1) {
            throw new AssertionError("call " + number + " (op " + op + ") ended twice: " + ends);
        }
    }

    boolean open() {
        return ends.isEmpty();
    }

    /** The result code; 0 for a message. */
    int code() {
        if (open()) {
            throw new AssertionError("call " + number + " (op " + op + ") is still open");
        }
        return ends.get(0).a0();
    }

    /** The second word of a RESULT. */
    int detail() {
        code();
        return ends.get(0).a1();
    }

    Optional<Note> message() {
        code();
        Sent end = ends.get(0);
        return end.op() == org.dsp.ipc.attach.AttachOp.MESSAGE
                ? Optional.of(end.note())
                : Optional.empty();
    }

    Note note() {
        return message()
                .orElseThrow(() -> new AssertionError("call " + number + " ended with " + code()));
    }

    byte[] payload() {
        code();
        return ends.get(0).payload();
    }

    @Override
    public String toString() {
        return "call " + number + " (op " + op + ") " + (open() ? "open" : ends.get(0));
    }
}
