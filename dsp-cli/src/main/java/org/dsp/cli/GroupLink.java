package org.dsp.cli;

import java.time.Duration;
import java.util.Optional;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.Member;

/** The group, as a tool in it talks. One thread. */
interface GroupLink extends AutoCloseable {
    /** What a member said. */
    record Heard(Member from, AgentMessage message) {}

    /** Who the tool is. */
    Member self();

    /** Says something to all. */
    void multicast(AgentMessage message);

    /** What came next; empty when nothing did for so long. */
    Optional<Heard> poll(Duration timeout);

    @Override
    void close();
}
