package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import org.dsp.core.agent.ConfigMessage.Config;
import org.dsp.core.agent.ConfigMessage.ConfigAnswer;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.ConfigResult.Outcome;
import org.dsp.core.agent.Timers.Timer;

/**
 * Judges configurations that are asked for: one node does, the others leave it to that one. A
 * configuration asked for on top of another one than holds came too late. The issuer is told when
 * every agent in view has acknowledged it, or when another one displaced it.
 */
final class Proposals {
    /** How long acknowledgements are awaited. */
    private static final long ACKNOWLEDGED_WITHIN = 2000 * Context.MS;

    /** How long a proposal waits until it is known who is there. */
    private static final long KNOWN_WITHIN = 3000 * Context.MS;

    private static final int MOST_WAITING = 16;

    private final Context context;
    private final Peers peers;
    private final Configuration configuration;
    private final Bootstrap bootstrap;
    private final Issued issued;
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    private static final class Accepted {
        final Member issuer;
        final ConfigProposal proposal;
        final ConfigEpoch epoch;
        final long until;
        NodeSet missing;

        Accepted(
                Member issuer,
                ConfigProposal proposal,
                ConfigEpoch epoch,
                NodeSet missing,
                long until) {
            this.issuer = issuer;
            this.proposal = proposal;
            this.epoch = epoch;
            this.missing = missing;
            this.until = until;
        }
    }

    private record Waiting(Member issuer, ConfigProposal proposal, long until) {}

    Proposals(
            Context context,
            Peers peers,
            Configuration configuration,
            Bootstrap bootstrap,
            Issued issued) {
        this.context = context;
        this.peers = peers;
        this.configuration = configuration;
        this.bootstrap = bootstrap;
        this.issued = issued;
    }

    void proposed(Member issuer, ConfigProposal proposal) {
        if (!peers.self().settled || isUnderWay(proposal)) {
            return;
        }
        if (configuration.isConfigured()) {
            boolean others =
                    proposal.base()
                            .filter(ConfigEpoch::isConfigured)
                            .filter(base -> !base.sameCluster(configuration.epoch()))
                            .isPresent();
            if (!others && configuration.isProvider()) {
                judge(issuer, proposal);
            }
        } else if (peers.cluster().lowest() == context.self.nodeId() && !knowsConfigured()) {
            if (knowsAll()) {
                judge(issuer, proposal);
            } else if (waiting.size() < MOST_WAITING) {
                waiting.add(new Waiting(issuer, proposal, context.now + KNOWN_WITHIN));
                context.timers.by(Timer.PROPOSALS, context.now + KNOWN_WITHIN);
            }
        }
    }

    private boolean isUnderWay(ConfigProposal proposal) {
        return accepted.stream().anyMatch(a -> same(a.proposal, proposal))
                || waiting.stream().anyMatch(w -> same(w.proposal, proposal));
    }

    private static boolean same(ConfigProposal a, ConfigProposal b) {
        return a.issuer() == b.issuer() && a.requestId() == b.requestId();
    }

    private boolean knowsAll() {
        boolean[] all = {true};
        peers.forEachOther(peer -> all[0] &= peer.announced);
        return all[0];
    }

    private boolean knowsConfigured() {
        boolean[] any = {false};
        peers.forEachOther(peer -> any[0] |= peer.epoch.isConfigured());
        return any[0];
    }

    private void judge(Member issuer, ConfigProposal proposal) {
        ConfigText text = proposal.config();
        ConfigEpoch now = configuration.epoch();
        ConfigReading reading = context.settings.reader().read(text);
        if (configuration.isOf(proposal.issuer(), proposal.requestId())) {
            answer(issuer, proposal, Outcome.ACCEPTED, List.of());
        } else if (reading.config().isEmpty()) {
            answer(issuer, proposal, Outcome.REFUSED, reading.errors());
        } else if (now.isConfigured() && now.digest() == text.digest()) {
            answer(issuer, proposal, Outcome.UNCHANGED, List.of());
        } else if (proposal.base().isPresent() && !proposal.base().get().equals(now)) {
            answer(issuer, proposal, Outcome.LOST, List.of("another one holds: " + now));
        } else {
            List<String> conflicts =
                    new Conflicts(peers, configuration.cluster()).of(text, reading);
            if (!conflicts.isEmpty()) {
                answer(issuer, proposal, Outcome.REFUSED, conflicts);
            } else if (proposal.dryRun()) {
                answer(issuer, proposal, Outcome.CHECKED, reading.warnings());
            } else {
                accept(issuer, proposal);
            }
        }
    }

    private void accept(Member issuer, ConfigProposal proposal) {
        StoredConfig next = configuration.successor(proposal.config(), bootstrap.remembered());
        if (!configuration.tell(new Config(next, proposal.issuer(), proposal.requestId()))) {
            answer(issuer, proposal, Outcome.REFUSED, List.of("it does not suit the validator"));
            return;
        }
        long until = context.now + ACKNOWLEDGED_WITHIN;
        NodeSet others = peers.cluster().without(context.self.nodeId());
        accepted.add(new Accepted(issuer, proposal, next.epoch(), others, until));
        context.timers.by(Timer.PROPOSALS, until);
        review();
    }

    private void answer(
            Member issuer, ConfigProposal proposal, Outcome outcome, List<String> lines) {
        ConfigResult result = new ConfigResult(outcome, configuration.epoch(), lines);
        if (issuer.equals(peers.self().member)) {
            issued.answered(proposal.requestId(), result);
        } else {
            context.port.send(issuer, new ConfigAnswer(proposal.requestId(), result));
        }
    }

    /** A node has this configuration. */
    void acknowledged(int node, ConfigEpoch epoch) {
        for (Accepted each : accepted) {
            if (each.epoch.equals(epoch)) {
                each.missing = each.missing.without(node);
            }
        }
    }

    /** Something changed: who is known, who is there, who has what, what holds. */
    void review() {
        if (!accepted.isEmpty()) {
            reviewAccepted();
        }
        if (!waiting.isEmpty() && (knowsAll() || configuration.isConfigured())) {
            List<Waiting> ready = new ArrayList<>(waiting);
            waiting.clear();
            ready.forEach(each -> proposed(each.issuer, each.proposal));
        }
    }

    private void reviewAccepted() {
        Iterator<Accepted> each = accepted.iterator();
        while (each.hasNext()) {
            Accepted one = each.next();
            NodeSet missing = one.missing.and(peers.cluster());
            if (!one.epoch.equals(configuration.epoch())) {
                each.remove();
                answer(
                        one.issuer,
                        one.proposal,
                        Outcome.LOST,
                        List.of("another one displaced it: " + configuration.epoch()));
            } else if (missing.isEmpty()) {
                each.remove();
                answer(one.issuer, one.proposal, Outcome.ACCEPTED, List.of());
            } else if (context.now >= one.until) {
                each.remove();
                StringJoiner names = new StringJoiner(", ", "not acknowledged by node ", "");
                missing.forEach(id -> names.add(Integer.toString(id)));
                answer(
                        one.issuer,
                        one.proposal,
                        Outcome.ACCEPTED_NOT_BY_ALL,
                        List.of(names.toString()));
            }
        }
    }

    void tick() {
        review();
        waiting.removeIf(each -> context.now >= each.until);
        accepted.forEach(each -> context.timers.by(Timer.PROPOSALS, each.until));
        waiting.forEach(each -> context.timers.by(Timer.PROPOSALS, each.until));
    }
}
