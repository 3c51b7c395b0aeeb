package org.dsp.core.agent;

/** What is known of one node; of this one, too. */
final class Peer {
    final int id;

    /** The member that is this node's agent; null = not in the group's view. */
    Member member;

    /** Null until it was announced once. */
    Announcement who;

    /** The life that its present one replaced; 0 = none. */
    long replaced;

    /** Whether it was heard since it appeared in the view. */
    boolean announced;

    boolean settled;
    AgentState state = AgentState.WAIT_CONFIG;
    ConfigEpoch epoch = ConfigEpoch.NONE;
    ConfigEpoch stored = ConfigEpoch.NONE;
    Load load = Load.UNKNOWN;

    /** When {@link #load} came. */
    long loadAt;

    /** Whether a load came since it appeared in the view. */
    boolean loadHeard;

    boolean linkUp;

    /** When it went out of the view. */
    long absentSince;

    /** Its sessions; of this node itself, an empty one that nobody looks at. */
    final SessionCopy sessions;

    Peer(int id) {
        this.id = id;
        this.sessions = new SessionCopy(id);
    }

    boolean present() {
        return member != null;
    }

    /** It is in the view: what it is at, it has to say. */
    void appear(Member as) {
        member = as;
        forget();
    }

    void vanish(long now) {
        member = null;
        absentSince = now;
        sessions.mark();
        forget();
    }

    private void forget() {
        announced = false;
        settled = false;
        state = AgentState.WAIT_CONFIG;
        epoch = ConfigEpoch.NONE;
        stored = ConfigEpoch.NONE;
        load = Load.UNKNOWN;
        loadHeard = false;
    }

    /** Age of the sample behind its load, in ms; -1 = there is none. */
    long loadAgeMs(long now) {
        return load.ageMs() < 0 ? -1 : load.ageMs() + (now - loadAt) / Context.MS;
    }

    /** Its name, as far as it is known. */
    String name() {
        return who == null ? "node" + id : who.nodeName();
    }
}
