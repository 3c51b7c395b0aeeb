package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dsp.core.agent.AgentNote.Grade;
import org.dsp.core.agent.AgentStatus.LostConfig;
import org.dsp.core.agent.ConfigMessage.AckConfig;
import org.dsp.core.agent.ConfigMessage.Config;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterView;
import org.dsp.core.config.Server;

/**
 * The configuration that holds here: taken when it is later than what there is and of the same
 * cluster; given to whoever is behind.
 */
final class Configuration {
    private static final int MOST_LOST = 16;

    private final Context context;
    private final Peers peers;
    private final OwnState state;
    private final Levels levels;
    private final Announcer announcer;
    private Optional<StoredConfig> current = Optional.empty();
    private Optional<ClusterConfig> cluster = Optional.empty();
    private long issuer;
    private long requestId;

    /** Other clusters that were written about in the log. */
    private final Set<Long> foreign = new HashSet<>();

    private final List<LostConfig> lost = new ArrayList<>();
    private long unreadable;

    Configuration(
            Context context, Peers peers, OwnState state, Levels levels, Announcer announcer) {
        this.context = context;
        this.peers = peers;
        this.state = state;
        this.levels = levels;
        this.announcer = announcer;
        peers.self().stored =
                context.settings.proposal().map(Configuration::offered).orElse(ConfigEpoch.NONE);
    }

    /** How a proposal is announced: by its epoch, or by its digest alone when it has none. */
    private static ConfigEpoch offered(StoredConfig proposal) {
        return proposal.epoch().isConfigured()
                ? proposal.epoch()
                : new ConfigEpoch(0, 0, proposal.text().digest() | 1);
    }

    ConfigEpoch epoch() {
        return peers.self().epoch;
    }

    boolean isConfigured() {
        return epoch().isConfigured();
    }

    Optional<StoredConfig> current() {
        return current;
    }

    Optional<ClusterConfig> cluster() {
        return cluster;
    }

    List<LostConfig> lost() {
        return lost;
    }

    /** Whether the one that holds was asked for by this request. */
    boolean isOf(long issuerOfIt, long request) {
        return isConfigured() && issuer == issuerOfIt && issuer != 0 && requestId == request;
    }

    // ---- taking

    /** CONFIG came. */
    void received(Member from, Config config) {
        ConfigEpoch offered = config.config().epoch();
        if (!offered.isConfigured() || !peers.self().settled) {
            return;
        }
        if (!isConfigured()) {
            Optional<StoredConfig> own =
                    context.settings.proposal().filter(p -> p.epoch().displaces(offered));
            // The cluster may have come back with less than it had agreed on.
            boolean brought = own.isPresent() && tell(new Config(own.get(), 0, 0));
            if (!brought && !context.ended) {
                take(config);
            }
        } else if (offered.displaces(epoch())) {
            take(config);
        } else if (offered.equals(epoch())) {
            // It believes that this node is behind.
            announcer.toAllSoon(Agent.CROWD);
        } else if (!offered.sameCluster(epoch())) {
            met(offered, from.nodeId());
        }
    }

    /** Makes this configuration the one that holds here, if it can be read. */
    private void take(Config message) {
        ready(message).ifPresent(cluster -> hold(message, cluster));
    }

    /**
     * The same, and tells all.
     *
     * @return whether it holds now
     */
    boolean tell(Config message) {
        Optional<ClusterConfig> readable = ready(message);
        readable.ifPresent(
                next -> {
                    context.multicast(message);
                    hold(message, next);
                });
        return readable.isPresent();
    }

    private Optional<ClusterConfig> ready(Config message) {
        StoredConfig config = message.config();
        ConfigReading reading = context.settings.reader().read(config.text());
        if (reading.config().isEmpty()) {
            if (unreadable != config.epoch().digest()) {
                unreadable = config.epoch().digest();
                context.note(
                        Grade.ERROR,
                        "configuration " + config.epoch() + " cannot be read: " + reading.errors());
            }
            return Optional.empty();
        }
        if (ClusterView.isVirtual(reading.config().get(), context.self.nodeId())) {
            context.fence(
                    "node id "
                            + context.self.nodeId()
                            + " is the virtual node of the cluster's lb; allowed another one");
            return Optional.empty();
        }
        return reading.config();
    }

    private void hold(Config message, ClusterConfig next) {
        StoredConfig config = message.config();
        noteLoss(config);
        current = Optional.of(config);
        cluster = Optional.of(next);
        issuer = message.issuer();
        requestId = message.requestId();
        Peer self = peers.self();
        self.epoch = config.epoch();
        self.stored = config.epoch();
        peers.list(NodeSet.of(next.servers().stream().mapToInt(Server::nodeId).toArray()));
        context.note(
                Grade.INFO, "configuration " + config.epoch() + ", file " + config.text().name());
        context.port.store(config);
        state.configured(next.isServer(self.id));
        levels.configure(next.balancing());
        context.multicast(new AckConfig(config.epoch(), self.state));
        state.initialize();
        context.changed();
        context.repairSoon();
    }

    /** Whether what held was made apart from what holds now. */
    private void noteLoss(StoredConfig next) {
        if (current.isEmpty()) {
            return;
        }
        ConfigEpoch before = current.get().epoch();
        long generations = next.epoch().counter() - before.counter() - 1;
        boolean apart =
                generations < 0
                        || (generations < next.ancestors().size()
                                && next.ancestors().get((int) generations) != before.digest());
        if (apart) {
            if (lost.size() == MOST_LOST) {
                lost.remove(MOST_LOST - 1);
            }
            lost.add(0, new LostConfig(before, next.epoch(), current.get().text().name()));
            context.note(
                    Grade.WARN,
                    "configuration "
                            + before
                            + ", file "
                            + current.get().text().name()
                            + ", was made apart and is displaced by "
                            + next.epoch());
        }
    }

    /**
     * A configuration after the present one.
     *
     * @param remembered where nobody is configured: what the nodes have on their disks, which then
     *     is the one before; {@link ConfigEpoch#NONE} = a new cluster begins
     */
    StoredConfig successor(ConfigText text, ConfigEpoch remembered) {
        ConfigEpoch before = isConfigured() ? epoch() : remembered;
        List<Long> ancestors = new ArrayList<>();
        if (before.isConfigured()) {
            ancestors.add(before.digest());
        }
        current.ifPresent(config -> ancestors.addAll(config.ancestors()));
        if (ancestors.size() > Limits.ANCESTORS) {
            ancestors.subList(Limits.ANCESTORS, ancestors.size()).clear();
        }
        long clusterId =
                before.isConfigured()
                        ? before.clusterId()
                        : Hashes.chain(context.self.incarnation(), context.now) | 1;
        ConfigEpoch next = new ConfigEpoch(clusterId, before.counter() + 1, text.digest());
        return new StoredConfig(next, ancestors, text);
    }

    // ---- giving

    /** What a peer has is known now: it may be behind, or of another cluster. */
    void heard(Peer peer) {
        if (peers.foreign(peer)) {
            met(peer.epoch, peer.id);
        } else if (isBehind(peer)) {
            if (isProvider()) {
                context.port.send(
                        peer.member, new Config(current.orElseThrow(), issuer, requestId));
            }
            context.repairSoon();
        }
    }

    private boolean isBehind(Peer peer) {
        return isConfigured()
                && peer.present()
                && peer.announced
                && peer.settled
                && (!peer.epoch.isConfigured() || epoch().displaces(peer.epoch));
    }

    private void met(ConfigEpoch other, int node) {
        if (foreign.size() < MOST_LOST && foreign.add(other.clusterId())) {
            context.note(
                    Grade.WARN,
                    "node "
                            + node
                            + " is of another cluster, configuration "
                            + other
                            + "; this one's is "
                            + epoch());
        }
    }

    /**
     * Whether this node gives the configuration to others and judges proposals: the lowest
     * initialised server that has it, else the lowest node that has it.
     */
    boolean isProvider() {
        int[] lowest = {-1, -1};
        peers.forEach(
                peers.cluster(),
                peer -> {
                    boolean has = peer.announced && peer.epoch.equals(epoch());
                    if (has && lowest[0] < 0 && peers.init().contains(peer.id)) {
                        lowest[0] = peer.id;
                    }
                    if (has && lowest[1] < 0) {
                        lowest[1] = peer.id;
                    }
                });
        return context.self.nodeId() == (lowest[0] >= 0 ? lowest[0] : lowest[1]);
    }

    /** Gives it again to whoever is behind. Whether anybody is. */
    boolean repair() {
        boolean[] behind = {false};
        peers.forEachOther(
                peer -> {
                    if (isBehind(peer)) {
                        behind[0] = true;
                        heard(peer);
                    }
                });
        return behind[0];
    }
}
