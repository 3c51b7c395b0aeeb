package org.dsp.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitTextTest {
    @Test
    void aStatusInWords() {
        assertThat(ExitText.of(0)).isEqualTo("exited with status 0");
        assertThat(ExitText.of(3)).isEqualTo("exited with status 3");
        assertThat(ExitText.of(126)).isEqualTo("could not be executed (status 126)");
        assertThat(ExitText.of(127)).isEqualTo("or its interpreter was not found (status 127)");
        assertThat(ExitText.of(137)).isEqualTo("was ended by SIGKILL");
        assertThat(ExitText.of(143)).isEqualTo("was ended by SIGTERM");
        assertThat(ExitText.of(200)).isEqualTo("exited with status 200");
    }
}
