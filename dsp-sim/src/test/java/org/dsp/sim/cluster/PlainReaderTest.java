package org.dsp.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.agent.ConfigReading;
import org.dsp.core.config.ClusterConfig;
import org.junit.jupiter.api.Test;

class PlainReaderTest {
    private final PlainReader reader = new PlainReader();

    @Test
    void aFileHasItsServersAndClients() {
        ClusterConfig config =
                reader.read(PlainReader.text(List.of(1, 4), List.of(7), 3)).config().orElseThrow();
        assertThat(config.isServer(1)).isTrue();
        assertThat(config.isServer(4)).isTrue();
        assertThat(config.isServer(7)).isFalse();
        assertThat(config.node(7)).isPresent();
    }

    @Test
    void variantsDiffer() {
        assertThat(PlainReader.text(List.of(1), List.of(), 1).digest())
                .isNotEqualTo(PlainReader.text(List.of(1), List.of(), 2).digest());
    }

    @Test
    void aWrongFileIsRefusedWithItsPlace() {
        ConfigReading reading = reader.read(PlainReader.wrong(1));
        assertThat(reading.config()).isEmpty();
        assertThat(reading.errors()).singleElement().asString().startsWith("wrong.cfg:1: ");
    }
}
