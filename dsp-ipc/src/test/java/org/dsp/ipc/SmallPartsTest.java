package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {
    @Test
    void thePropertyNamesTheSocketBeforeTheEnvironmentBeforeTheDefault() {
        Map<String, String> property = Map.of("DSP_SOCKET", "/p");
        Map<String, String> environment = Map.of("DSP_SOCKET", "/e");
        assertThat(SocketPath.find(property::get, environment::get)).isEqualTo(Path.of("/p"));
        assertThat(SocketPath.find(key -> null, environment::get)).isEqualTo(Path.of("/e"));
        assertThat(SocketPath.find(key -> "", key -> " ")).isEqualTo(Dvk.DEFAULT_SOCKET);
    }

    @Test
    void aTokenIs32HexadecimalDigits() {
        assertThat(Token.parse("000102030405060708090a0B0c0d0eFF"))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255);
        assertThat(Token.parse(null)).isEqualTo(new byte[16]);
        assertThat(Token.parse("")).isEqualTo(new byte[16]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "00", "000102030405060708090a0b0c0d0e0fff", "0001 "})
    void aMalformedTokenIsRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> Token.parse(text))
                .hasMessageContaining("DSP_TOKEN is not 32 hexadecimal digits")
                .hasMessageNotContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "org.dsp.apps.LatencyServer 0 20, LatencyServer",
        "/usr/share/dsp/m3ftpd.jar 0 21, m3ftpd",
        "org.example.AVeryLongNameOfAProgram, AVeryLongNameOf",
        "org.dsp.Größe, Gr??e",
        "'', java",
    })
    void aProgramWithoutANameIsCalledAfterItsMainClass(String command, String name) {
        assertThat(ProgramName.of(command)).isEqualTo(name);
    }

    @Test
    void callNumbersSkipZeroWhenTheyWrap() {
        CallNumbers numbers = new CallNumbers(-2);
        assertThat(numbers.next()).isEqualTo(-1);
        assertThat(numbers.next()).isEqualTo(1);
        assertThat(new CallNumbers(Integer.MAX_VALUE).next()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void endpointsOfSystemTasksAreNegative() {
        assertThat(Endpoints.systask(0)).isEqualTo(-2);
        assertThat(Endpoints.systask(3)).isEqualTo(-5);
    }

    @ParameterizedTest
    @CsvSource({"-1, 221, 64", "34, 0, 64", "34, 27342, 64", "34, 221, 34", "34, 221, 255"})
    void limitsThatCannotBeAreRefused(int tasks, int procs, int sysprocs) {
        assertThatThrownBy(() -> new Limits(tasks, procs, sysprocs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed");
    }

    @Test
    void theDefaultLimitsAreTheOriginals() {
        Limits limits = Limits.DEFAULT;
        assertThat(limits.firstClient()).isEqualTo(30);
        assertThat(limits.isServer(29)).isTrue();
        assertThat(limits.isServer(30)).isFalse();
        assertThat(limits.isServer(-34)).isTrue();
        assertThat(limits.isClient(220)).isTrue();
        assertThat(limits.contains(221)).isFalse();
        assertThat(limits.contains(-35)).isFalse();
    }
}
