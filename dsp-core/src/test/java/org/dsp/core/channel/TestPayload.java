package org.dsp.core.channel;

import org.dsp.core.Payload;

/** A payload that counts its references and knows when it was sent. */
final class TestPayload implements Payload {
    private final int length;
    private final String epoch;
    private final int number;
    private int references = 1;
    private boolean failed;

    /**
     * @param epoch the sender's link epoch when it was sent
     * @param number of the command in that link epoch, from 0
     */
    TestPayload(int length, String epoch, int number) {
        this.length = length;
        this.epoch = epoch;
        this.number = number;
    }

    String epoch() {
        return epoch;
    }

    int number() {
        return number;
    }

    /** A LEAVE of its sender: whoever sent it has an error. */
    void fail() {
        failed = true;
    }

    boolean failed() {
        return failed;
    }

    int references() {
        return references;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public Payload retain() {
        check();
        references++;
        return this;
    }

    @Override
    public void release() {
        check();
        references--;
    }

    private void check() {
        if (references <= 0) {
            throw new AssertionError("payload " + number + " of " + epoch + " used after release");
        }
    }
}
