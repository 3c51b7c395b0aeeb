package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dsp.config.ClusterFile.Secrets;
import org.dsp.core.config.ClusterConfig;

class RoundTripTest {
    @Provide
    Arbitrary<ClusterConfig> clusters() {
        return ClusterConfigs.all();
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenAsCfgIsReadBack(@ForAll("clusters") ClusterConfig config) {
        String text = ClusterFile.toCfg(config, Secrets.WRITTEN);

        assertThat(Reading.cfg(text).orThrow()).isEqualTo(config);
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenAsYamlIsReadBack(@ForAll("clusters") ClusterConfig config) {
        String text = ClusterFile.toYaml(config, Secrets.WRITTEN);

        assertThat(Reading.yaml(text).orThrow()).isEqualTo(config);
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenToBeShownLacksOnlyThePassword(@ForAll("clusters") ClusterConfig config) {
        String cfg = ClusterFile.toCfg(config, Secrets.LEFT_OUT);
        String yaml = ClusterFile.toYaml(config, Secrets.LEFT_OUT);

        assertThat(Reading.clean(Reading.cfg(cfg))).isEqualTo(config.withoutSecrets());
        assertThat(Reading.clean(Reading.yaml(yaml))).isEqualTo(config.withoutSecrets());
    }
}
