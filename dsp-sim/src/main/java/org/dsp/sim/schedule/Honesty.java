package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.NodeStatus;
import org.dsp.sim.cluster.Daemon;

/** Whoever says that its copy of what another node owns is proven, has what that node has. */
final class Honesty {
    private Honesty() {}

    /**
     * What is wrong. A copy may be behind; one of the owner's version has to be the same.
     *
     * @param owner counts for those whose view has this life of its node, and no other
     */
    static List<String> of(Daemon owner, Map<Daemon, AgentStatus> all) {
        List<String> wrong = new ArrayList<>();
        NodeStatus own = all.get(owner).node(owner.nodeId()).orElseThrow();
        all.forEach(
                (by, status) -> {
                    Optional<NodeStatus> copy = status.node(owner.nodeId());
                    if (by.sees(owner) && copy.isPresent() && lies(own, copy.get())) {
                        wrong.add(
                                "%s has version %d of the sessions of node %d for proven, with digest %x, not %x"
                                        .formatted(
                                                by,
                                                own.sessionVersion(),
                                                owner.nodeId(),
                                                copy.get().sessionDigest(),
                                                own.sessionDigest()));
                    }
                });
        return wrong;
    }

    private static boolean lies(NodeStatus own, NodeStatus copy) {
        return copy.present()
                && copy.proven()
                && copy.sessionVersion() == own.sessionVersion()
                && copy.sessionDigest() != own.sessionDigest();
    }
}
