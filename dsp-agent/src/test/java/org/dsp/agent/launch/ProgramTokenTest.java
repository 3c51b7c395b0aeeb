package org.dsp.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgramTokenTest {
    @Test
    void itIsWhatTheAttachLibraryReadsAndNotWhatALogShows() {
        byte[] bytes = new byte[ProgramToken.BYTES];
        bytes[0] = (byte) 0xAB;
        bytes[15] = 1;
        ProgramToken token = ProgramToken.of(bytes);

        assertThat(token.hex()).isEqualTo("ab000000000000000000000000000001");
        assertThat(ProgramToken.parse(token.hex())).isEqualTo(token).hasSameHashCodeAs(token);
        assertThat(token).hasToString("token").isNotEqualTo(Orders.token(1));
    }

    @Test
    void zerosAreNoTokenAndSizesAreExact() {
        assertThatThrownBy(() -> ProgramToken.of(new byte[16]))
                .hasMessage("a token of 16 bytes; allowed 16 that are not all zero");
        assertThatThrownBy(() -> ProgramToken.of(new byte[] {1}))
                .hasMessage("a token of 1 bytes; allowed 16 that are not all zero");
    }
}
