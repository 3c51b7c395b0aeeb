package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.config.Reading.clean;

import java.nio.file.Path;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.RoutingView;
import org.junit.jupiter.api.Test;

/** The samples in {@code etc/}. */
class SamplesTest {
    private static final Path ETC = Reading.ROOT.resolve("etc");

    @Test
    void bothFormsOfTheClusterFileAreEqual() {
        ClusterConfig cfg = clean(ClusterFile.read(ETC.resolve("cluster.cfg")));
        ClusterConfig yaml = clean(ClusterFile.read(ETC.resolve("cluster.yaml")));

        assertThat(cfg).isEqualTo(yaml);
        assertThat(cfg.nodes()).hasSize(3);
    }

    @Test
    void theNodeFileAndItsClusterFileMakeADaemon() {
        DaemonConfig config = clean(DaemonFiles.read(ETC.resolve("dspd.yaml")));

        assertThat(NodePlan.view(config).peers())
                .extracting(RoutingView.Peer::port)
                .containsExactly(3002, 3003);
    }
}
