package org.dsp.daemon;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dsp.core.admin.SessionPage;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.StatusMessage.LoadLevel;

/**
 * The agent, as the admin socket sees it. Each method returns at once, on any thread; its answer
 * comes once, on any thread, unless it says otherwise.
 */
interface AdminAgent {
    /** The picture of now. */
    void status(Consumer<AgentStatus> answer);

    /**
     * Some sessions.
     *
     * @param limit most that are wanted
     */
    void sessions(int limit, Consumer<SessionPage> answer);

    /**
     * Proposes a configuration.
     *
     * @param dryRun only have it judged
     */
    void configure(ConfigText text, boolean dryRun, Consumer<ConfigResult> answer);

    /**
     * Asks every server for its load (UPDTLVL).
     *
     * @param each is given every answer as it comes, until the result is run
     * @return ends it
     */
    Runnable updateLevels(BiConsumer<Member, LoadLevel> each);

    /** This node takes no new sessions, or does again. */
    void drain(boolean on, Runnable done);

    /** This node is taken out, or comes back. */
    void maintenance(boolean on, Runnable done);
}
