package org.dsp.cli;

import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminRequest;

/** Whom the tool asks: a daemon, or the group. One thread. */
interface Connection extends AutoCloseable {
    /**
     * Asks, and waits for the answer, as long as the connection was told to.
     *
     * @throws Failure when nobody is there, or nobody answers in time
     */
    AdminAnswer ask(AdminRequest request);

    @Override
    void close();
}
