package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.agent.ConfigReading;
import org.dsp.core.agent.ConfigText;
import org.junit.jupiter.api.Test;

class ClusterTextReaderTest {
    private static ConfigReading read(String name, String text) {
        return new ClusterTextReader().read(new ConfigText(name, text));
    }

    @Test
    void aGoodTextBecomesAConfigurationAndSaysWhereEachBlockStands() {
        ConfigReading reading =
                read(
                        "c.cfg",
                        "server one { nodeid 1; };\n  service s { dcid 0; ext_ep 20; min_ep 21; max_ep 22; };\n");

        assertThat(reading.errors()).isEmpty();
        assertThat(reading.config().orElseThrow().isServer(1)).isTrue();
        assertThat(reading.places())
                .containsEntry("server \"one\"", "c.cfg:1:8")
                .containsEntry("service \"s\"", "c.cfg:2:11");
    }

    @Test
    void yamlIsReadByItsName() {
        ConfigReading reading = read("c.yaml", "server:\n  one:\n    nodeid: 1\n");

        assertThat(reading.config()).isPresent();
        assertThat(reading.places()).containsEntry("server \"one\"", "c.yaml:2:3");
    }

    @Test
    void aWrongOneSaysFileAndLine() {
        ConfigReading reading = read("c.cfg", "server one {\n nodeid 900;\n};\n");

        assertThat(reading.config()).isEmpty();
        assertThat(reading.errors())
                .containsExactly(
                        "c.cfg:2:9: nodeid 900 of server \"one\" is out of range; allowed 0 to 499");
    }
}
