package org.dsp.agent.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LastLineTest {
    private final LastLine last = new LastLine();

    private String after(String output) {
        last.add(ByteBuffer.wrap(output.getBytes(UTF_8)));
        return last.text();
    }

    @Test
    void theLastLineThatIsNotEmptyCountsAlsoInPieces() {
        assertThat(last.text()).isEmpty();
        assertThat(after("one\ntw")).isEqualTo("tw");
        assertThat(after("o\n")).isEqualTo("two");
        assertThat(after("\n\n")).isEqualTo("two");
        assertThat(after("three")).isEqualTo("three");
    }

    @Test
    void aLogIsNotDisturbed() {
        assertThat(after("a\u001b[31mb\rc\n")).isEqualTo("a [31mb c");
        assertThat(after("x".repeat(100_000))).isEqualTo("x".repeat(200));
    }
}
