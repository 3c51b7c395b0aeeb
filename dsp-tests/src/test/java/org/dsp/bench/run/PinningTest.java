package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PinningTest {
    @Test
    void twoCpusAreOnePerNode() {
        Pinning pinning = Pinning.of(List.of(0, 1), true);

        assertThat(pinning.clientPrefix()).containsExactly("taskset", "-c", "0");
        assertThat(pinning.serverPrefix()).containsExactly("taskset", "-c", "1");
    }

    @Test
    void ofManyCpusEachNodeHasTwo() {
        Pinning pinning = Pinning.of(List.of(2, 3, 8, 9, 10, 11), true);

        assertThat(pinning.clientPrefix()).containsExactly("taskset", "-c", "2,3");
        assertThat(pinning.serverPrefix()).containsExactly("taskset", "-c", "8,9");
    }

    @Test
    void withOneCpuOrWithoutTasksetNothingIsPinnedAndTheReportSaysSo() {
        assertThat(Pinning.of(List.of(5), true).clientPrefix()).isEmpty();
        assertThat(Pinning.of(List.of(0, 1), false).serverPrefix()).isEmpty();
        assertThat(Pinning.of(List.of(5), true).describe()).startsWith("none");
    }

    @Test
    void theKernelsListsOfCpusAreRead() {
        assertThat(CpuList.parse("0-3,8,10-11\n")).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(CpuList.parse("0")).containsExactly(0);
    }
}
