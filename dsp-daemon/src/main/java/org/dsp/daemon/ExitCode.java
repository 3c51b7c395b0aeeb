package org.dsp.daemon;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code dspd} ends with; the table of {@code docs/exit-codes.md}. */
enum ExitCode {
    STOPPED(0, "stopped by SIGTERM, SIGINT or the end of standard input"),
    INTERNAL(1, "an internal error: the log has the error and a dump of all threads"),
    USAGE(2, "wrong arguments"),
    OUT_OF_MEMORY(3, "out of memory (the JVM ends itself)"),
    CONFIGURATION(4, "a file cannot be read or is not valid"),
    PORT_TAKEN(5, "the receiver port is taken by another program"),
    ALREADY_RUNNING(6, "a daemon of this node runs here already"),
    SOCKET(7, "the attach socket cannot be used"),
    ADDRESS(8, "the receiver's address cannot be listened on"),
    PLATFORM(9, "native epoll does not load on this machine"),
    FENCED(10, "another daemon holds this node id in the group, or started earlier"),
    GROUP(11, "the group cannot be joined: an address or port cannot be used");

    final int status;
    final String text;

    ExitCode(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** Status → text, for {@code --help}. */
    static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ExitCode c : values()) {
            texts.put(Integer.toString(c.status), c.text);
        }
        return texts;
    }
}
