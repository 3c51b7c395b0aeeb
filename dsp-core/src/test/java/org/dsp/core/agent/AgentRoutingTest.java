package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.RoutingView;
import org.junit.jupiter.api.Test;

class AgentRoutingTest {
    @Test
    void thereAreNoPeersBeforeThereIsAConfiguration() {
        Lab lab = new Lab();
        lab.start(1, 2);
        lab.pass(1000);

        assertThat(lab.node(1).published).allMatch(view -> view.peers().isEmpty());
    }

    @Test
    void peersAreWhereTheyAnnouncedThemselves() {
        Lab lab = Lab.configured();
        lab.node(2).agent.load(10, lab.now);
        lab.pass(1000);

        RoutingView view = lab.node(5).view();
        long cluster = lab.node(5).agent.status(lab.now).epoch().clusterId();
        assertThat(cluster).isNotZero();
        assertThat(view.localNode()).isEqualTo(5);
        assertThat(view.peers()).extracting(RoutingView.Peer::nodeId).containsExactly(1, 2, 3, 4);
        assertThat(view.peer(2))
                .contains(
                        new RoutingView.Peer(
                                2,
                                "s2",
                                "10.0.0.2",
                                3002,
                                LinkOptions.DEFAULT,
                                new PeerService(true, true, Rank.FREE, 10, 1),
                                cluster));
        assertThat(view.peer(4).orElseThrow().name()).isEqualTo("n4");
        assertThat(view.peer(4).orElseThrow().service()).isEqualTo(PeerService.NONE);
        assertThat(lab.node(2).view().self().takesNew()).isTrue();
    }

    @Test
    void whoeverIsGoneIsNoPeer() {
        Lab lab = Lab.configured();

        lab.crash(2);
        lab.pass(100);

        assertThat(lab.node(5).view().peers())
                .extracting(RoutingView.Peer::nodeId)
                .containsExactly(1, 3, 4);
    }

    @Test
    void eachViewHasALaterEpochAndDiffers() {
        Lab lab = Lab.configured();
        lab.pass(60_000);
        lab.crash(2);
        lab.pass(1000);

        long before = 0;
        RoutingView last = new RoutingView(0, 0, java.util.List.of());
        for (RoutingView view : lab.node(5).published) {
            assertThat(view.epoch()).isEqualTo(before + 1);
            assertThat(view).usingRecursiveComparison().ignoringFields("epoch").isNotEqualTo(last);
            before = view.epoch();
            last = view;
        }
    }

    @Test
    void aBurstOfChangesIsOneView() {
        Lab lab = Lab.configured();
        int before = lab.node(5).published.size();

        lab.crash(1);
        lab.crash(2);
        lab.crash(3);
        lab.pass(100);

        assertThat(lab.node(5).published).hasSize(before + 1);
    }
}
