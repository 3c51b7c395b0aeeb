package org.dsp.core.agent;

import org.dsp.core.agent.ConfigMessage.Initialized;

/** What this node is at, and what the operator wants of it. */
final class OwnState {
    private final Context context;
    private final Peers peers;
    private final Announcer announcer;
    private final Levels levels;
    private boolean draining;
    private boolean maintenance;

    OwnState(Context context, Peers peers, Announcer announcer, Levels levels) {
        this.context = context;
        this.peers = peers;
        this.announcer = announcer;
        this.levels = levels;
    }

    private AgentState state() {
        return peers.self().state;
    }

    private void become(AgentState state) {
        peers.self().state = state;
        peers.update(peers.self());
        context.changed();
    }

    /** What the configuration makes of this node: before it is acknowledged. */
    void configured(boolean server) {
        if (!server) {
            become(AgentState.CLIENT);
        } else if (state() == AgentState.WAIT_CONFIG || state() == AgentState.CLIENT) {
            become(maintenance ? AgentState.MAINTENANCE : AgentState.SERVER);
        } else {
            become(state());
        }
    }

    /** A server that is not in service yet says INITIALIZED; hearing itself, it is. */
    void initialize() {
        if (state() == AgentState.SERVER) {
            context.multicast(new Initialized(peers.self().epoch));
        }
    }

    /** This node's own INITIALIZED came back. */
    void heardItself() {
        if (state() == AgentState.SERVER) {
            become(draining ? AgentState.DRAINING : AgentState.INITIALIZED);
            levels.report(0);
        }
    }

    void drain(boolean on) {
        draining = on;
        if (state().inService()) {
            become(on ? AgentState.DRAINING : AgentState.INITIALIZED);
            announcer.toAll();
        }
    }

    void maintenance(boolean on) {
        maintenance = on;
        if (on && (state().inService() || state() == AgentState.SERVER)) {
            become(AgentState.MAINTENANCE);
            announcer.toAll();
        } else if (!on && state() == AgentState.MAINTENANCE) {
            become(AgentState.SERVER);
            announcer.toAll();
            initialize();
        }
    }
}
