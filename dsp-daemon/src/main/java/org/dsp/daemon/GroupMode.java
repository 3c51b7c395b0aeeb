package org.dsp.daemon;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dsp.agent.AgentListener;
import org.dsp.agent.AgentService;
import org.dsp.agent.ConfigStore;
import org.dsp.agent.ConfigStoreException;
import org.dsp.agent.GroupException;
import org.dsp.agent.GroupOptions;
import org.dsp.config.ClusterTextReader;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.config.NodePlan;
import org.dsp.core.agent.AgentSettings;
import org.dsp.core.agent.Announcement;
import org.dsp.core.agent.ConfigReader;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.Session;
import org.dsp.core.agent.StoredConfig;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.Container;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.RoutingView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon in a group: what it has on disk, and its agent. Made before the node, because the
 * containers come from it; started after it.
 */
final class GroupMode {
    private static final Logger LOG = LoggerFactory.getLogger(GroupMode.class);

    private final NodeFileSettings file;
    private final Optional<ClusterConfig> clusterFile;
    private final ConfigReader reader = new ClusterTextReader();
    private final ConfigStore store;
    private final Optional<StoredConfig> proposal;
    private final List<Container> containers;

    GroupMode(DaemonConfig config) {
        file = config.node();
        clusterFile = config.cluster().map(cluster -> cluster.config());
        store = new ConfigStore(file.membership().stateDirectory(), file.nodeId());
        Optional<StoredConfig> stored = stored();
        proposal =
                stored.or(
                        () ->
                                config.cluster()
                                        .map(c -> new ConfigText(c.name(), c.text()))
                                        .map(StoredConfig::file));
        containers =
                stored.flatMap(this::read)
                        .map(ClusterConfig::containers)
                        .orElseGet(() -> NodePlan.containers(config));
    }

    private Optional<StoredConfig> stored() {
        try {
            Optional<StoredConfig> stored = store.load();
            stored.ifPresent(
                    s -> LOG.info("configuration {} is on disk: {}", s.epoch(), store.file()));
            return stored;
        } catch (ConfigStoreException e) {
            LOG.warn("{}; it is left alone until there is a new one", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<ClusterConfig> read(StoredConfig config) {
        return reader.read(config.text()).config();
    }

    /** The containers that this daemon has until it ends. */
    List<Container> containers() {
        return containers;
    }

    /**
     * Starts the agent.
     *
     * @param port of the receiver
     * @param incarnation of this daemon
     * @param wishes is told what the agent decides
     * @throws StartException if the address cannot be used
     */
    AgentService start(int port, long incarnation, Wishes wishes) {
        Announcement self =
                new Announcement(
                        file.nodeId(),
                        file.nodeName(),
                        file.membership().address(),
                        port,
                        System.currentTimeMillis(),
                        incarnation);
        AgentSettings settings =
                new AgentSettings(
                        self,
                        file.membership().configWait(),
                        AgentSettings.DEFAULT_PROBE_PERIOD,
                        AgentSettings.DEFAULT_STABLE_VIEW,
                        proposal,
                        reader);
        try {
            return AgentService.start(
                    settings,
                    GroupOptions.ofNode(file, clusterFile),
                    file.load(),
                    store,
                    new Listener(wishes),
                    System::nanoTime);
        } catch (GroupException e) {
            throw new StartException(ExitCode.GROUP, e.getMessage(), e);
        }
    }

    /**
     * Whom the agent tells what it decides, on its thread.
     *
     * @param onView of the cluster
     * @param endSession that a session of this node has to end, and why
     * @param end why this daemon must stop
     * @param fatal of an error
     */
    record Wishes(
            Consumer<RoutingView> onView,
            BiConsumer<Long, String> endSession,
            Consumer<StartException> end,
            Consumer<Throwable> fatal) {}

    private final class Listener implements AgentListener {
        private final Wishes wishes;

        Listener(Wishes wishes) {
            this.wishes = wishes;
        }

        @Override
        public void publish(RoutingView view) {
            wishes.onView.accept(view);
        }

        @Override
        public void configured(StoredConfig config) {
            boolean other =
                    read(config).filter(c -> !c.containers().equals(containers)).isPresent();
            if (other) {
                LOG.warn(
                        "configuration {} has other containers; they count from the next start of"
                                + " this daemon",
                        config.epoch());
            }
        }

        @Override
        public void sessionEnded(Session session, String why) {
            wishes.endSession.accept(session.id(), why);
        }

        @Override
        public void fenced(String why) {
            wishes.end.accept(new StartException(ExitCode.FENCED, why));
        }

        @Override
        public void unjoinable(String why) {
            wishes.end.accept(new StartException(ExitCode.GROUP, why));
        }

        @Override
        public void fatal(Throwable error) {
            wishes.fatal.accept(error);
        }
    }
}
