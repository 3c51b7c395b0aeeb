package org.dsp.ipc;

/** Numbers of calls: never 0, each the next one in serial arithmetic. Not thread-safe. */
final class CallNumbers {
    private int last;

    CallNumbers() {}

    /** Goes on behind {@code last}, for tests of the wrap. */
    CallNumbers(int last) {
        this.last = last;
    }

    int next() {
        last++;
        if (last == 0) {
            last = 1;
        }
        return last;
    }
}
