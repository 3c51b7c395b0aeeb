package org.dsp.core.agent;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.agent.AgentNote.Grade;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.ConfigResult.Outcome;
import org.dsp.core.agent.Timers.Timer;

/** Configurations that were asked for at this node, until somebody says what became of them. */
final class Issued {
    /** The request of a node that asks by itself. */
    static final long NOBODY = 0;

    /** Between two askings: the first may have met a validator that died. */
    private static final long AGAIN = 2000 * Context.MS;

    /** How long an issuer waits. */
    private static final long PATIENCE = 7000 * Context.MS;

    private final Context context;
    private final Peers peers;
    private final Map<Long, Asked> asked = new LinkedHashMap<>();
    private boolean refused;

    private static final class Asked {
        final ConfigProposal proposal;
        final long until;
        long againAt;

        Asked(ConfigProposal proposal, long now) {
            this.proposal = proposal;
            this.until = now + PATIENCE;
            this.againAt = now + AGAIN;
        }
    }

    Issued(Context context, Peers peers) {
        this.context = context;
        this.peers = peers;
    }

    void configure(ConfigText config, boolean dryRun, long requestId) {
        ConfigReading reading = context.settings.reader().read(config);
        if (reading.config().isEmpty()) {
            answer(requestId, Outcome.REFUSED, reading.errors());
        } else if (!peers.self().settled) {
            answer(
                    requestId,
                    Outcome.REFUSED,
                    List.of("this node has not joined the group yet; ask again in a moment"));
        } else {
            ConfigProposal proposal =
                    new ConfigProposal(
                            context.self.incarnation(),
                            requestId,
                            Optional.of(peers.self().epoch),
                            dryRun,
                            config);
            asked.put(requestId, new Asked(proposal, context.now));
            context.timers.by(Timer.PROPOSALS, context.now + AGAIN);
            context.multicast(proposal);
        }
    }

    private void answer(long requestId, Outcome outcome, List<String> lines) {
        context.port.configured(requestId, new ConfigResult(outcome, peers.self().epoch, lines));
    }

    /** The validator's answer. */
    void answered(long requestId, ConfigResult result) {
        if (asked.remove(requestId) != null) {
            context.port.configured(requestId, result);
        } else if (requestId == NOBODY && result.outcome() == Outcome.REFUSED && !refused) {
            refused = true;
            context.note(Grade.ERROR, "the cluster file is refused: " + result.lines());
        }
    }

    void tick() {
        Iterator<Asked> each = asked.values().iterator();
        while (each.hasNext()) {
            Asked one = each.next();
            if (context.now >= one.until) {
                each.remove();
                answer(
                        one.proposal.requestId(),
                        Outcome.NO_ANSWER,
                        List.of("no node answered; the cluster's state tells whether it holds"));
            } else {
                if (context.now >= one.againAt) {
                    one.againAt = context.now + AGAIN;
                    context.multicast(one.proposal);
                }
                context.timers.by(Timer.PROPOSALS, Math.min(one.againAt, one.until));
            }
        }
    }

    /** The end: nobody will answer. */
    void stop() {
        asked.keySet().forEach(id -> answer(id, Outcome.NO_ANSWER, List.of("this node stops")));
        asked.clear();
    }
}
