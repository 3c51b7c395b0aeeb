package org.dsp.apps.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the programs end with. A signal ends them with 128 + its number (130, 143). */
public final class ExitStatus {
    /** It did what was asked. */
    public static final int OK = 0;

    /** A mistake in the program; {@code --debug} shows where. */
    public static final int INTERNAL = 1;

    /** The arguments are wrong. */
    public static final int USAGE = 2;

    /** There is no daemon, or it refused the endpoint. */
    public static final int ATTACH = 3;

    /** A call failed on its way: a time-out, the other process ended, no link. */
    public static final int CALL = 4;

    /** The other program refused, or answered something else than it should. */
    public static final int REFUSED = 5;

    /** A file or directory here could not be read or written. */
    public static final int LOCAL_FILE = 6;

    private static final String[] TEXTS = {
        "0", "done",
        "1", "a mistake in the program (--debug shows where)",
        "2", "wrong arguments",
        "3", "no daemon at the socket, or it refused the endpoint",
        "4", "a call failed: time-out, the other process ended, no link",
        "5", "the other program refused, or answered with an error",
        "6", "a file or directory here could not be read or written",
        "130, 143", "ended by SIGINT (Ctrl-C), by SIGTERM",
    };

    private ExitStatus() {}

    /** What {@code --help} says about them, in order. */
    static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < TEXTS.length; i += 2) {
            texts.put(TEXTS[i], TEXTS[i + 1]);
        }
        return Collections.unmodifiableMap(texts);
    }
}
