package org.dsp.core.admin;

import java.util.List;
import java.util.Optional;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.Level;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.agent.Role;

/** Pictures of a cluster to report on. */
final class Pictures {
    static final ConfigEpoch EPOCH = new ConfigEpoch(0xabcL, 3, 0xdefL);

    private Pictures() {}

    /** Server 1 (this node) is initialised, server 40 only there, client 7 absent. */
    static ClusterPicture configured() {
        return new ClusterPicture(
                1,
                EPOCH,
                Optional.of(new ConfigText("c.cfg", "server a { nodeid 1; };")),
                NodeSet.of(1, 40),
                NodeSet.of(1, 40),
                NodeSet.of(1),
                List.of(
                        node(1, Role.SERVER, true, AgentState.INITIALIZED, Level.LOADED, 42),
                        node(7, Role.CLIENT, false, AgentState.CLIENT, Level.NOT_MONITORED, -1),
                        node(40, Role.SERVER, true, AgentState.SERVER, Level.UNKNOWN, -1)),
                List.of("something"));
    }

    /** Two nodes before any configuration. */
    static ClusterPicture unconfigured() {
        return new ClusterPicture(
                2,
                ConfigEpoch.NONE,
                Optional.empty(),
                NodeSet.of(1, 2),
                NodeSet.EMPTY,
                NodeSet.EMPTY,
                List.of(node(1, Role.NONE, true, AgentState.WAIT_CONFIG, Level.UNKNOWN, -1)),
                List.of());
    }

    private static NodeStatus node(
            int id, Role role, boolean present, AgentState state, Level level, int percent) {
        return new NodeStatus(
                id,
                "n" + id,
                role,
                present,
                state,
                level,
                percent,
                percent < 0 ? -1 : 1500,
                present,
                id,
                5,
                6,
                present,
                present ? "127.0.0.1" : "",
                present ? 3000 + id : 0,
                EPOCH);
    }
}
