package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

class WorthCompressingTest {
    private final WorthCompressing worth = new WorthCompressing();

    private static ProxyHeader chunk(int source, int destination) {
        return new ProxyHeader().cmd(Command.COPYIN_DATA).vSrc(source).vDst(destination);
    }

    private int tries(ProxyHeader chunk, int chunks, boolean shrinks) {
        int tries = 0;
        for (int i = 0; i < chunks; i++) {
            if (worth.tries(chunk)) {
                tries++;
                worth.tried(chunk, shrinks);
            }
        }
        return tries;
    }

    @Test
    void whatShrinksIsAlwaysTried() {
        assertThat(tries(chunk(10, 50), 1000, true)).isEqualTo(1000);
    }

    @Test
    void whatDoesNotIsTriedLessAndLess() {
        // After 0, 1, 2, 4, 8, 16 chunks, then every 33rd.
        assertThat(tries(chunk(10, 50), 1000, false)).isEqualTo(6 + (1000 - 70) / 33 + 1);
    }

    @Test
    void oneThatShrinksAgainEndsThePause() {
        tries(chunk(10, 50), 1000, false);
        int waited = 0;
        while (!worth.tries(chunk(10, 50))) {
            waited++;
        }
        worth.tried(chunk(10, 50), true);
        assertThat(waited).isLessThanOrEqualTo(WorthCompressing.LONGEST);
        assertThat(tries(chunk(10, 50), 100, true)).isEqualTo(100);
    }

    @Test
    void anotherCopyIsJudgedByItself() {
        tries(chunk(10, 50), 1000, false);
        assertThat(tries(chunk(50, 10), 100, true)).isEqualTo(100);
        assertThat(tries(chunk(11, 50), 100, true)).isEqualTo(100);
    }
}
