package org.dsp.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.Level;
import org.dsp.core.agent.Load;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.NodeLoad;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.agent.StatusMessage.PutLoadLevel;
import org.junit.jupiter.api.Test;

class LevelRoundTest {
    private final LevelRound round = new LevelRound(id -> "n" + id);

    private void answer(int node, NodeSet bmInit) {
        round.add(Member.agent(node, 1), level(Result.OK, bmInit));
    }

    private static LoadLevel level(Result result, NodeSet bmInit) {
        return new LoadLevel(
                result,
                9,
                bmInit,
                Pictures.EPOCH,
                AgentState.INITIALIZED,
                new Load(Level.FREE, 3, 40),
                7,
                0,
                0,
                2);
    }

    @Test
    void itIsDoneWhenEveryServerOfTheFirstAnswersBitmapAnswered() {
        assertThat(round.isDone()).isFalse();
        answer(2, NodeSet.of(1, 2));
        assertThat(round.isDone()).isFalse();
        answer(1, NodeSet.of(1, 2, 3));

        assertThat(round.isDone()).isTrue();
        assertThat(round.answer().error()).isEmpty();
        assertThat(round.answer().report().rows("servers"))
                .extracting(
                        row -> row.whole("id").orElseThrow(), row -> row.text("name").orElseThrow())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(1L, "n1"),
                        org.assertj.core.api.Assertions.tuple(2L, "n2"));
    }

    @Test
    void whoIsSilentIsNamedBesideThoseThatAnswered() {
        answer(2, NodeSet.of(1, 2));

        AdminAnswer answer = round.answer();

        assertThat(answer.report().rows("servers")).hasSize(1);
        assertThat(answer.error().orElseThrow().code()).isEqualTo(AdminError.Code.NO_ANSWER);
        assertThat(answer.error().orElseThrow().text()).contains("{1}");
    }

    @Test
    void nobodyAtAllIsNoAnswer() {
        assertThat(round.answer().error().orElseThrow().code())
                .isEqualTo(AdminError.Code.NO_ANSWER);
    }

    @Test
    void anUnconfiguredClusterSaysSo() {
        round.add(Member.agent(1, 1), level(Result.INVALID, NodeSet.EMPTY));

        assertThat(round.isDone()).isTrue();
        assertThat(round.answer().error()).contains(ClusterReport.NOT_CONFIGURED);
    }

    @Test
    void theGroupsVectorReadsTheSame() {
        var levels = List.of(new NodeLoad(4, new Load(Level.SATURATED, 90, 10)));

        AdminAnswer known = LevelRound.of(new PutLoadLevel(Result.OK, 9, levels), id -> "");

        assertThat(known.report().rows("servers"))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.text("level")).contains("SATURATED");
                            assertThat(row.whole("load")).contains(90L);
                            assertThat(row.whole("age_ms")).contains(10L);
                        });
        assertThat(LevelRound.of(new PutLoadLevel(Result.INVALID, 9, List.of()), id -> "").error())
                .contains(ClusterReport.NOT_CONFIGURED);
    }
}
