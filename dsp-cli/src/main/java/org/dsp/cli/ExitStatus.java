package org.dsp.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dsp.core.admin.AdminError;

/** What {@code dlbcmd} ends with; the table of {@code docs/exit-codes.md}. */
enum ExitStatus {
    OK(0, "done"),
    INTERNAL(1, "a mistake in the program (--debug shows where)"),
    USAGE(2, "wrong arguments"),
    NO_DAEMON(3, "no daemon at the socket, or no permission to use it; with --join: no group"),
    FILE(4, "a file cannot be read or is not valid"),
    REFUSED(5, "the daemon, or the cluster, refuses"),
    NOT_CONFIGURED(6, "the cluster is not configured yet"),
    NO_ANSWER(7, "no answer in time");

    final int status;
    final String text;

    ExitStatus(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** What an answered error ends with. */
    static ExitStatus of(AdminError.Code code) {
        return switch (code) {
            case BAD_REQUEST, NO_GROUP, REFUSED, BUSY -> REFUSED;
            case INVALID_CONFIG -> FILE;
            case NOT_CONFIGURED -> NOT_CONFIGURED;
            case NO_ANSWER -> NO_ANSWER;
        };
    }

    /** Status → text, for {@code --help}. */
    static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ExitStatus each : values()) {
            texts.put(Integer.toString(each.status), each.text);
        }
        texts.put("130, 143", "ended by SIGINT (Ctrl-C), by SIGTERM");
        return texts;
    }
}
