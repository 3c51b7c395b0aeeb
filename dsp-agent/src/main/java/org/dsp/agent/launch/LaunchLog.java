package org.dsp.agent.launch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines of the launcher for the operator. */
final class LaunchLog {
    static final Logger LOG = LoggerFactory.getLogger("org.dsp.agent.launch");

    private LaunchLog() {}

    static void refused(long pid, boolean kill) {
        LOG.debug("process {} takes no {}; it may just have ended", pid, kill ? "KILL" : "TERM");
    }
}
