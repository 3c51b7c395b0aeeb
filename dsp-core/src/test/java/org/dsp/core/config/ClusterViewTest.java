package org.dsp.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.dsp.core.config.Configs.balancer;
import static org.dsp.core.config.Configs.client;
import static org.dsp.core.config.Configs.server;

import java.util.List;
import java.util.Optional;
import org.dsp.core.config.RoutingView.Peer;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
    private static final LinkOptions NAMED = LinkOptions.DEFAULT;
    private static final LinkOptions PLAIN = new LinkOptions(false, false, false, false);

    /** What a server without a group may be given. */
    private static final PeerService SERVES =
            new PeerService(true, true, PeerService.Rank.NOT_MONITORED, -1, 1);

    private final ClusterConfig config =
            new ClusterConfig(
                    Optional.of(balancer(0, 2)),
                    List.of(server(2), server(9)),
                    List.of(client(5)),
                    List.of(),
                    List.of(Container.DEFAULT));

    @Test
    void thePeersAreTheOtherListedNodesById() {
        RoutingView view = ClusterView.of(config, 5, 3000);

        assertThat(view.epoch()).isZero();
        assertThat(view.self()).isEqualTo(PeerService.NONE);
        assertThat(view.services()).isEqualTo(new ServiceSet(List.of(), 0));
        assertThat(view.localNode()).isEqualTo(5);
        assertThat(view.peers())
                .containsExactly(
                        new Peer(2, "node2", "host2", 3002, NAMED, SERVES),
                        new Peer(9, "node9", "host9", 3009, NAMED, SERVES));
    }

    @Test
    void aNodeThatIsNotListedHasAllListedNodesAsPeers() {
        RoutingView view = ClusterView.of(config, 77, 20_000);

        assertThat(view.peers())
                .containsExactly(
                        new Peer(2, "node2", "host2", 20_002, NAMED, SERVES),
                        new Peer(5, "client5", "host5", 20_005, PLAIN),
                        new Peer(9, "node9", "host9", 20_009, NAMED, SERVES));
    }

    @Test
    void theVirtualNodeIsNobodysPeerAndNoDaemon() {
        assertThat(ClusterView.of(config, 2, 3000).peer(0)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterView.of(config, 0, 3000))
                .withMessageContaining("virtual node");
    }

    @Test
    void aLegacyPeerListensForThisNodeOnAPortOfItsOwn() {
        LinkOptions legacy = new LinkOptions(false, false, true, true);
        Server old = new Server(9, "node9", "host9", legacy, Optional.empty(), 1);
        ClusterConfig mixed =
                new ClusterConfig(
                        Optional.empty(),
                        List.of(server(2), old),
                        List.of(),
                        List.of(),
                        List.of(Container.DEFAULT));

        assertThat(ClusterView.of(mixed, 2, 3000).peers())
                .containsExactly(new Peer(9, "node9", "host9", 3002, legacy));
    }
}
