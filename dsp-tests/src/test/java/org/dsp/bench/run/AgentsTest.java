package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dsp.bench.agent.AgentLoad;
import org.junit.jupiter.api.Test;

class AgentsTest {
    @Test
    void theProgramsLineIsReadInTheOrderOfTheTable() {
        Map<Figure, Double> values = Agents.parsed(AgentLoad.DONE + " 534000 1.050 112.5 7.25");

        assertThat(values.entrySet().stream().map(e -> e.getKey().name() + "=" + e.getValue()))
                .containsExactlyInAnyOrder(
                        "agents.announced.per_s=534000.0",
                        "agents.joined.s=1.05",
                        "agents.session.bytes=112.5",
                        "agents.hundred.s=7.25");
    }
}
