package org.dsp.ipc;

import java.io.IOException;

/** The connection to the daemon is of no use any more: its message says why. */
final class BrokenConnection extends IOException {
    private static final long serialVersionUID = 1;

    private final int byeCode;

    BrokenConnection(String why) {
        this(0, why);
    }

    /** The daemon said BYE with this code. */
    BrokenConnection(int byeCode, String why) {
        super(why);
        this.byeCode = byeCode;
    }

    /** The code of the daemon's BYE, 0 if there was none. */
    int byeCode() {
        return byeCode;
    }
}
