package org.dsp.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAddressTest {
    @Test
    void bothKindsAreRead() {
        assertThat(StreamAddress.parse("unix:/a/b.sock"))
                .isEqualTo(new StreamAddress.Unix(Path.of("/a/b.sock")));
        assertThat(StreamAddress.parse("tcp:127.0.0.1:80"))
                .isEqualTo(new StreamAddress.Tcp("127.0.0.1", 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unix:", "tcp:80", "tcp::80", "tcp:host:", "tcp:host:x", "/a/b"})
    void anythingElseIsAnErrorThatSaysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> StreamAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed unix:PATH or tcp:HOST:PORT");
    }
}
