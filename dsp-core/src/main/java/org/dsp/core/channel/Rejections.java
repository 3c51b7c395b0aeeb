package org.dsp.core.channel;

/** Counts the REJECTs that one sequence had in a row in this link epoch. */
final class Rejections {
    /** What follows from one more. */
    enum Verdict {
        /** The line may have been bad: it is sent again. */
        AGAIN,
        /** The command itself is what the peer cannot read: something stands for it. */
        REPLACE,
        /** Nor can it read what stands for it. */
        LEAVE
    }

    private int sequence;
    private int times;

    Verdict rejected(int rejected) {
        if (times == 0 || rejected != sequence) {
            sequence = rejected;
            times = 0;
        }
        times++;
        return times == 1 ? Verdict.AGAIN : times == 2 ? Verdict.REPLACE : Verdict.LEAVE;
    }

    /** The link epoch is over. */
    void forget() {
        times = 0;
    }
}
