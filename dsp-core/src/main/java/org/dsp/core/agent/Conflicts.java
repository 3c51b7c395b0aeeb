package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.ClusterView;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Part;
import org.dsp.core.config.Service;

/** What a configuration must not do to the cluster as it is: then it is refused as a whole. */
final class Conflicts {
    private final Peers peers;
    private final Optional<ClusterConfig> before;

    /**
     * @param before what holds
     */
    Conflicts(Peers peers, Optional<ClusterConfig> before) {
        this.peers = peers;
        this.before = before;
    }

    /** One line for each, with file and line; none = it fits. */
    List<String> of(ConfigText text, ConfigReading reading) {
        ClusterConfig next = reading.config().orElseThrow();
        List<String> found = new ArrayList<>();
        virtualNodes(text, reading, next, found);
        legacyNodes(text, reading, next, found);
        before.ifPresent(
                old -> {
                    servers(text, next, found);
                    services(text, old, next, found);
                });
        return found;
    }

    private static String at(ConfigText text, ConfigReading reading, Part part) {
        return reading.places().getOrDefault(part.label(), text.name() + ":1");
    }

    private void virtualNodes(
            ConfigText text, ConfigReading reading, ClusterConfig next, List<String> found) {
        for (LoadBalancer lb : next.lb().stream().toList()) {
            peers.cluster()
                    .forEach(
                            id -> {
                                if (ClusterView.isVirtual(next, id)) {
                                    found.add(
                                            at(text, reading, lb)
                                                    + ": nodeid "
                                                    + id
                                                    + " is a node of the group; allowed one"
                                                    + " that no daemon has");
                                }
                            });
        }
    }

    private static void legacyNodes(
            ConfigText text, ConfigReading reading, ClusterConfig next, List<String> found) {
        for (ClusterNode node : next.nodes()) {
            if (node.link().legacy()) {
                found.add(
                        at(text, reading, node)
                                + ": "
                                + node.label()
                                + " is legacy; allowed in a cluster without a group only");
            }
        }
    }

    /** A server with sessions stays one. */
    private void servers(ConfigText text, ClusterConfig next, List<String> found) {
        peers.forEach(
                peers.listed(),
                peer -> {
                    int sessions = peer.sessions.table.size();
                    if (sessions > 0 && !next.isServer(peer.id)) {
                        found.add(
                                "%s:1: server %d has %d sessions and is not listed; allowed when it is drained"
                                        .formatted(text.name(), peer.id, sessions));
                    }
                });
    }

    /** A service with sessions keeps its endpoint. */
    private void services(
            ConfigText text, ClusterConfig old, ClusterConfig next, List<String> found) {
        Map<Long, Integer> sessions = new HashMap<>();
        peers.forEach(
                peers.known(),
                peer ->
                        peer.sessions.table.forEach(
                                s ->
                                        sessions.merge(
                                                Hashes.pair(s.dcid(), s.extEp()),
                                                1,
                                                Integer::sum)));
        sessions.forEach(
                (key, count) -> {
                    int dcid = (int) (key >> 32);
                    int endpoint = key.intValue();
                    boolean goes = offers(old, dcid, endpoint) && !offers(next, dcid, endpoint);
                    if (goes) {
                        found.add(
                                "%s:1: no service has endpoint %d of container %d, which has %d sessions; allowed when they are over"
                                        .formatted(text.name(), endpoint, dcid, count));
                    }
                });
    }

    private static boolean offers(ClusterConfig config, int dcid, int endpoint) {
        for (Service service : config.services()) {
            if (service.inContainer(dcid) && service.endpoints().external() == endpoint) {
                return true;
            }
        }
        return false;
    }
}
