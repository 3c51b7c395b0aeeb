package org.dsp.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dsp.agent.GroupException;
import org.dsp.agent.GroupTool;
import org.dsp.config.ClusterFile;
import org.dsp.config.Diagnostic;
import org.dsp.config.NodeFile;
import org.dsp.config.Parsed;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.Member;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.NodeFileSettings;

/** A member of the real group, for a moment. */
final class ToolLink implements GroupLink {
    /** Kept: a logger that nobody holds forgets its level. */
    private static final Logger GROUP_LOG = Logger.getLogger("org.jgroups");

    private final GroupTool tool;

    private ToolLink(GroupTool tool) {
        this.tool = tool;
    }

    /**
     * Joins the group of a node file.
     *
     * @throws Failure when the file is wrong, or there is no group
     */
    static ToolLink join(Path file, Duration timeout) {
        quiet();
        NodeFileSettings node = settings(file, NodeFile.read(file));
        if (node.group() == NodeFileSettings.Group.NONE) {
            throw new Failure(
                    ExitStatus.USAGE, "--join: " + file + " says group: none; allowed another one");
        }
        Optional<ClusterConfig> cluster =
                node.clusterFile().map(path -> settings(path, ClusterFile.read(path)));
        try {
            return new ToolLink(GroupTool.join(node, cluster, timeout));
        } catch (GroupException e) {
            throw new Failure(ExitStatus.NO_DAEMON, "--join: " + e.getMessage(), e);
        }
    }

    /** What the libraries have to say is not for whoever asks about the cluster. */
    private static void quiet() {
        GROUP_LOG.setLevel(Level.OFF);
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private static <T> T settings(Path file, Parsed<T> parsed) {
        List<String> errors = parsed.errors().stream().map(Diagnostic::toString).toList();
        return parsed.value()
                .orElseThrow(() -> new Failure(ExitStatus.FILE, file + " is not valid", errors));
    }

    @Override
    public Member self() {
        return tool.self();
    }

    @Override
    public void multicast(AgentMessage message) {
        tool.multicast(message);
    }

    @Override
    public Optional<Heard> poll(Duration timeout) {
        return tool.poll(timeout).map(heard -> new Heard(heard.from(), heard.message()));
    }

    @Override
    public void close() {
        tool.close();
    }
}
