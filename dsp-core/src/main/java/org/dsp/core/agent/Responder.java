package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.StatusMessage.PutCluster;
import org.dsp.core.agent.StatusMessage.PutLoadLevel;

/**
 * Answers tools by the second note's rule: with initialised servers, the lowest of them says OK;
 * without, the lowest server, and without servers the lowest agent, says INVALID; all others stay
 * silent. UPDTLVL is answered by every initialised server.
 */
final class Responder {
    private final Context context;
    private final Peers peers;
    private final Configuration configuration;
    private final Levels levels;
    private final StatusReport report;

    Responder(
            Context context,
            Peers peers,
            Configuration configuration,
            Levels levels,
            StatusReport report) {
        this.context = context;
        this.peers = peers;
        this.configuration = configuration;
        this.levels = levels;
        this.report = report;
    }

    /** Whether this node answers; a newcomer whose id another one may hold does not. */
    private boolean answers() {
        return peers.self().settled && peers.responder() == context.self.nodeId();
    }

    private Result result() {
        return peers.init().isEmpty() ? Result.INVALID : Result.OK;
    }

    void getCluster(long requestId) {
        if (!answers()) {
            return;
        }
        Result result = result();
        Optional<ConfigText> text =
                configuration
                        .current()
                        .map(StoredConfig::text)
                        .filter(config -> result == Result.OK);
        context.multicast(
                new PutCluster(
                        result,
                        requestId,
                        configuration.epoch(),
                        text,
                        peers.cluster(),
                        peers.servers(),
                        peers.init(),
                        report.nodes()));
    }

    void getLoadLevel(long requestId) {
        if (answers()) {
            List<NodeLoad> loads = new ArrayList<>();
            peers.forEach(peers.init(), peer -> loads.add(new NodeLoad(peer.id, levels.of(peer))));
            context.multicast(new PutLoadLevel(result(), requestId, loads));
        }
    }

    void updateLevel(long requestId) {
        if (peers.init().isEmpty()) {
            if (answers()) {
                context.multicast(levels.message(Result.INVALID, requestId));
            }
        } else if (peers.init().contains(context.self.nodeId())) {
            levels.report(requestId);
        }
    }
}
