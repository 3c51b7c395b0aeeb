package org.dsp.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
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

    /**
     * Asks what has many answers, and takes them until {@code each} wants no more.
     *
     * @param time ends it too; empty = it goes on
     * @param each is given every answer; returns whether it wants more
     * @throws Failure when nobody is there, nobody answers in time, or the daemon ends
     */
    void follow(AdminRequest request, Optional<Duration> time, Predicate<AdminAnswer> each);

    @Override
    void close();
}
