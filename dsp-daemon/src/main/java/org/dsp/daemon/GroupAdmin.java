package org.dsp.daemon;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dsp.agent.AgentService;
import org.dsp.core.admin.SessionPage;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.StatusMessage.LoadLevel;

/** The running agent, as the admin socket sees it. Any thread. */
final class GroupAdmin implements AdminAgent {
    private final AgentService agent;

    GroupAdmin(AgentService agent) {
        this.agent = agent;
    }

    @Override
    public void status(Consumer<AgentStatus> answer) {
        agent.status(answer);
    }

    @Override
    public void sessions(int limit, Consumer<SessionPage> answer) {
        agent.sessions(limit, (all, some) -> answer.accept(new SessionPage(all, some)));
    }

    @Override
    public void configure(ConfigText text, boolean dryRun, Consumer<ConfigResult> answer) {
        agent.configure(text, dryRun, answer);
    }

    @Override
    public Runnable updateLevels(BiConsumer<Member, LoadLevel> each) {
        return agent.askLevels(each);
    }

    @Override
    public void drain(boolean on, Runnable done) {
        agent.drain(on, done);
    }

    @Override
    public void maintenance(boolean on, Runnable done) {
        agent.maintenance(on, done);
    }
}
