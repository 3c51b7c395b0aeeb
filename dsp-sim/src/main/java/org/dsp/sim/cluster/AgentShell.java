package org.dsp.sim.cluster;

import org.dsp.core.agent.AgentCodec;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.AgentNote;
import org.dsp.core.agent.AgentPort;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.Session;
import org.dsp.core.agent.StoredConfig;
import org.dsp.core.config.RoutingView;

/**
 * What an agent does to its daemon. Every message goes through the codec: encoded by its sender,
 * decoded once for all receivers, which share it, being immutable.
 */
final class AgentShell implements AgentPort {
    private final Daemon daemon;

    AgentShell(Daemon daemon) {
        this.daemon = daemon;
    }

    @Override
    public void multicast(AgentMessage message) {
        daemon.participant().multicast(coded(message));
    }

    @Override
    public void send(Member to, AgentMessage message) {
        AgentMessage coded = coded(message);
        daemon.world()
                .participant(to)
                .ifPresent(receiver -> daemon.participant().send(receiver, coded));
    }

    private AgentMessage coded(AgentMessage message) {
        byte[] bytes = AgentCodec.encode(message);
        daemon.world().watch().sent(daemon, message, bytes.length);
        return AgentCodec.decode(bytes, 0, bytes.length);
    }

    @Override
    public void publish(RoutingView view) {
        daemon.publish(view);
    }

    @Override
    public void store(StoredConfig config) {
        daemon.store(config);
    }

    @Override
    public void configured(long requestId, ConfigResult result) {
        daemon.world().watch().configured(daemon, requestId, result);
    }

    @Override
    public void sessionEnded(Session session, String why) {
        daemon.world().watch().sessionEnded(daemon, session, why);
        daemon.endSession(session.id(), why);
    }

    @Override
    public void fenced(String why) {
        daemon.fenced(why);
    }

    @Override
    public void note(AgentNote note) {
        daemon.note(note.level() + " " + note.text());
    }
}
