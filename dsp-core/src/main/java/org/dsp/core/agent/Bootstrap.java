package org.dsp.core.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.agent.AgentNote.Grade;
import org.dsp.core.agent.ConfigMessage.Config;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.Timers.Timer;

/**
 * A cluster that comes back as a whole: after {@code config_wait} in a group where nobody is
 * configured, the best of what the nodes have on disk is proposed, by the lowest node that has it.
 * Best is the cluster that most nodes have, and of it the latest configuration. Only where nobody
 * has any, a {@code cluster_file} begins a new cluster.
 */
final class Bootstrap {
    private static final long LOOK_AGAIN = 500 * Context.MS;

    private final Context context;
    private final Peers peers;
    private final Configuration configuration;
    private boolean asked;

    /** What is seen of the agents in view. */
    private static final class Picture {
        final Map<Long, Integer> votes = new HashMap<>();
        boolean complete = true;
        boolean configured;
        ConfigEpoch best = ConfigEpoch.NONE;
        int holder = -1;
        int fileHolder = -1;
    }

    Bootstrap(Context context, Peers peers, Configuration configuration) {
        this.context = context;
        this.peers = peers;
        this.configuration = configuration;
    }

    /** Others came: the wait begins anew. */
    void waitFromNow() {
        if (!configuration.isConfigured()) {
            context.timers.set(
                    Timer.BOOTSTRAP, context.now + context.settings.configWait().toNanos());
        }
    }

    void tick() {
        if (!context.timers.takeDue(Timer.BOOTSTRAP, context.now) || configuration.isConfigured()) {
            return;
        }
        Picture picture = look();
        if (!peers.self().settled || !picture.complete || picture.configured) {
            context.timers.set(Timer.BOOTSTRAP, context.now + LOOK_AGAIN);
        } else if (picture.best.isConfigured()) {
            if (picture.holder == context.self.nodeId()) {
                propose(context.settings.proposal().orElseThrow());
            }
        } else if (picture.fileHolder == context.self.nodeId()) {
            ask(context.settings.proposal().orElseThrow().text());
        }
    }

    /** What the nodes of the view remember: the best of it; {@link ConfigEpoch#NONE} = nothing. */
    ConfigEpoch remembered() {
        return look().best;
    }

    /** A new cluster begins in one place only: where {@code dlbcmd config} would be judged, too. */
    private void ask(ConfigText file) {
        if (!asked) {
            asked = true;
            note(file);
        }
        // Whoever judges may be gone before it has.
        context.timers.set(Timer.BOOTSTRAP, context.now + context.settings.configWait().toNanos());
        context.multicast(
                new ConfigProposal(
                        context.self.incarnation(),
                        Issued.NOBODY,
                        Optional.of(ConfigEpoch.NONE),
                        false,
                        file));
    }

    private void propose(StoredConfig config) {
        note(config.text());
        configuration.tell(new Config(config, 0, 0));
    }

    private void note(ConfigText file) {
        context.note(
                Grade.INFO,
                "nobody is configured after "
                        + context.settings.configWait().toMillis()
                        + " ms: this node proposes "
                        + file.name());
    }

    private Picture look() {
        Picture picture = new Picture();
        peers.forEach(
                peers.cluster(),
                peer -> {
                    picture.complete &= peer.announced;
                    picture.configured |= peer.epoch.isConfigured();
                    if (peer.stored.isConfigured()) {
                        picture.votes.merge(peer.stored.clusterId(), 1, Integer::sum);
                    } else if (peer.stored.digest() != 0 && picture.fileHolder < 0) {
                        picture.fileHolder = peer.id;
                    }
                });
        peers.forEach(
                peers.cluster(),
                peer -> {
                    if (peer.stored.isConfigured() && better(picture, peer.stored)) {
                        picture.best = peer.stored;
                        picture.holder = peer.id;
                    }
                });
        return picture;
    }

    private static boolean better(Picture picture, ConfigEpoch candidate) {
        ConfigEpoch best = picture.best;
        if (!best.isConfigured() || candidate.sameCluster(best)) {
            return !best.isConfigured() || candidate.displaces(best);
        }
        int more = picture.votes.get(candidate.clusterId()) - picture.votes.get(best.clusterId());
        if (more != 0) {
            return more > 0;
        }
        // As many nodes have the one as the other: every node must choose the same.
        return candidate.counter() != best.counter()
                ? candidate.counter() > best.counter()
                : Long.compareUnsigned(candidate.clusterId(), best.clusterId()) > 0;
    }
}
