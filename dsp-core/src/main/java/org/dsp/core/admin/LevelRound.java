package org.dsp.core.admin;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.Load;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.agent.StatusMessage.PutLoadLevel;

/**
 * {@code updtlvl}: the answers to one UPDTLVL. The first one says whose to wait for, as the notes
 * have it: its {@code bm_init}. One thread at a time.
 */
public final class LevelRound {
    private final Map<Integer, Fields> rows = new TreeMap<>();
    private final IntFunction<String> names;
    private Optional<NodeSet> expected = Optional.empty();
    private boolean invalid;

    /**
     * @param names of nodes, by id; empty of those without
     */
    public LevelRound(IntFunction<String> names) {
        this.names = names;
    }

    /** An answer came. */
    public void add(Member from, LoadLevel answer) {
        if (answer.result() == Result.INVALID) {
            invalid = true;
            return;
        }
        if (expected.isEmpty()) {
            expected = Optional.of(answer.bmInit());
        }
        rows.put(from.nodeId(), row(names, from.nodeId(), answer.load(), answer.sessions()));
    }

    /** Whether nobody is waited for any more. */
    public boolean isDone() {
        return invalid || expected.filter(nodes -> missing(nodes).isEmpty()).isPresent();
    }

    /** What came so far. */
    public AdminAnswer answer() {
        if (invalid) {
            return AdminAnswer.of(ClusterReport.NOT_CONFIGURED);
        }
        if (expected.isEmpty()) {
            return AdminAnswer.of(AdminError.Code.NO_ANSWER, "no server answered in time");
        }
        NodeSet silent = missing(expected.get());
        FieldsBuilder report = new FieldsBuilder().with("servers", new ArrayList<>(rows.values()));
        Optional<AdminError> error =
                silent.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                AdminError.of(
                                        AdminError.Code.NO_ANSWER,
                                        "nodes " + silent + " did not answer in time"));
        return new AdminAnswer(report.build(), error);
    }

    private NodeSet missing(NodeSet nodes) {
        NodeSet left = nodes;
        for (int id : rows.keySet()) {
            left = left.without(id);
        }
        return left;
    }

    /** {@code loadlvl} as the group answers it. */
    public static AdminAnswer of(PutLoadLevel answer, IntFunction<String> names) {
        if (answer.result() == Result.INVALID) {
            return AdminAnswer.of(ClusterReport.NOT_CONFIGURED);
        }
        return AdminAnswer.of(
                new FieldsBuilder()
                        .with(
                                "servers",
                                answer.levels().stream()
                                        .map(each -> row(names, each.node(), each.load(), -1))
                                        .toList())
                        .build());
    }

    private static Fields row(IntFunction<String> names, int node, Load load, int sessions) {
        return new FieldsBuilder()
                .with("id", node)
                .with("name", names.apply(node))
                .with("level", load.level().name())
                .with("load", ClusterReport.known(load.percent()))
                .with("age_ms", ClusterReport.known(load.ageMs()))
                .with("sessions", ClusterReport.known(sessions))
                .build();
    }
}
