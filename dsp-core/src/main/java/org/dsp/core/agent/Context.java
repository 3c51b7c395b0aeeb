package org.dsp.core.agent;

import org.dsp.core.agent.AgentNote.Grade;

/** What the parts of one agent share. */
final class Context {
    static final long MS = 1_000_000L;

    final AgentSettings settings;
    final AgentPort port;
    final Announcement self;
    final Timers timers = new Timers();

    /** Time of the event under way. */
    long now;

    /** Whether there was a view. */
    boolean joined;

    /** Fenced or stopped: nothing is done any more. */
    boolean ended;

    Context(AgentSettings settings, AgentPort port, long now) {
        this.settings = settings;
        this.port = port;
        this.self = settings.self();
        this.now = now;
    }

    /** To all, this node too; to nobody before it has joined: what it owns it announces then. */
    void multicast(AgentMessage message) {
        if (joined) {
            port.multicast(message);
        }
    }

    void note(Grade grade, String text) {
        port.note(new AgentNote(grade, text));
    }

    /** Somebody else holds this node's id, or nobody may. */
    void fence(String why) {
        if (!ended) {
            ended = true;
            timers.stopAll();
            note(Grade.ERROR, why);
            port.fenced(why);
        }
    }

    /** The data path shall see what changed: soon, so that a burst of changes is one. */
    void changed() {
        timers.by(Timers.Timer.PUBLISH, now + 5 * MS);
    }

    /** Something is missing or behind: look after it when it had time to come by itself. */
    void repairSoon() {
        timers.by(Timers.Timer.REPAIR, now + 500 * MS);
    }
}
