package org.dsp.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgWordsTest {
    @Test
    void blanksPartWords() {
        assertThat(ProgWords.of("  /usr/bin/x\t-a   b ")).containsExactly("/usr/bin/x", "-a", "b");
    }

    @Test
    void quotesKeepBlanksAndMayBeEmpty() {
        assertThat(ProgWords.of("/x 'a b'c \"\" \"it's\""))
                .containsExactly("/x", "a bc", "", "it's");
    }

    @Test
    void whatAShellWouldReadMeansNothing() {
        assertThat(ProgWords.of("/x $HOME;rm *|&`y` \\z"))
                .containsExactly("/x", "$HOME;rm", "*|&`y`", "\\z");
    }

    @Test
    void withoutAProgramThereIsNothingToStart() {
        assertThatThrownBy(() -> ProgWords.of(" \t "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prog names no program");
        assertThatThrownBy(() -> ProgWords.of("'' x")).hasMessage("prog names no program");
        assertThatThrownBy(() -> ProgWords.of("/x 'y"))
                .hasMessage("prog /x 'y: a quote has no end");
    }
}
