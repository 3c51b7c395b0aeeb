package org.dsp.testkit;

import java.util.List;

/** Buffers were lost; the message has the places that touched each. */
public final class LeakError extends IllegalStateException {
    LeakError(List<String> leaks) {
        super(
                "leak gate: "
                        + leaks.size()
                        + " Netty buffer(s) were not released\n"
                        + String.join("\n", leaks));
    }

    LeakError(String why) {
        super("leak gate: " + why);
    }
}
