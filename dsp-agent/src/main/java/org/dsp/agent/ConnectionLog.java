package org.dsp.agent;

import java.io.IOException;
import org.jgroups.logging.Slf4jLogImpl;
import org.jgroups.protocols.TCP;

/**
 * What JGroups says of its connections. When both sides close one at once, as members do that leave
 * together, the slower finds it closed, which JGroups calls an error, or a warning where it was
 * reading (JGRP-3023). Nothing is wrong then: it is said at DEBUG.
 */
final class ConnectionLog extends Slf4jLogImpl {
    /** Of the error that a last word could not be sent: the other side was faster. */
    private static final String LAST_WORD = "graceful close";

    /** Of a stream that this side closed while it was read. */
    private static final String CLOSED_HERE = "Stream closed";

    ConnectionLog() {
        super(TCP.class);
    }

    @Override
    public void error(String format, Object... args) {
        if (format.contains(LAST_WORD)) {
            debug(format, args);
        } else {
            super.error(format, args);
        }
    }

    @Override
    public void warn(String message, Throwable why) {
        if (why instanceof IOException && CLOSED_HERE.equals(why.getMessage())) {
            debug(message, why);
        } else {
            super.warn(message, why);
        }
    }
}
