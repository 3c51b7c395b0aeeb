package org.dsp.core.kernel;

import org.dsp.core.Payload;

/** A payload that knows when it is released too often; {@link Ledger} knows which never were. */
final class CountedPayload implements Payload {
    final byte[] bytes;
    private final Ledger ledger;
    private int references = 1;

    private CountedPayload(Ledger ledger, byte[] bytes) {
        this.ledger = ledger;
        this.bytes = bytes;
    }

    /** How many payloads are alive. */
    static final class Ledger {
        private int alive;
        private int made;

        /** A payload with one reference; EMPTY for no bytes. */
        Payload payload(byte[] bytes) {
            if (bytes.length == 0) {
                return Payload.EMPTY;
            }
            alive++;
            made++;
            return new CountedPayload(this, bytes);
        }

        int alive() {
            return alive;
        }

        int made() {
            return made;
        }
    }

    @Override
    public int length() {
        check();
        return bytes.length;
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
        if (references == 0) {
            ledger.alive--;
        }
    }

    private void check() {
        if (references == 0) {
            throw new AssertionError("payload used after its last release");
        }
    }
}
