package org.dsp.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.dsp.core.config.Configs.balancer;
import static org.dsp.core.config.Configs.client;
import static org.dsp.core.config.Configs.cluster;
import static org.dsp.core.config.Configs.inContainer;
import static org.dsp.core.config.Configs.server;
import static org.dsp.core.config.Configs.service;

import java.util.List;
import java.util.Optional;
import org.dsp.ipc.Limits;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {
    private static final Container SMALL =
            new Container("DC7", 7, List.of(), new Limits(34, 221, 40));

    @Test
    void theOrderOfBlocksHasNoMeaning() {
        var one = cluster(List.of(server(1), server(2)), List.of(client(4), client(3)));
        var other = cluster(List.of(server(2), server(1)), List.of(client(3), client(4)));

        assertThat(one).isEqualTo(other);
        assertThat(one.nodes()).extracting(ClusterNode::nodeId).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aClusterWithoutServerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of(), List.of(client(1))))
                .withMessage("no server; allowed at least one");
    }

    @Test
    void aClusterWithoutContainerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of()))
                .withMessage("no container; allowed at least one");
    }

    @Test
    void aNodeIdIsTakenOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of(server(1)), List.of(client(1))))
                .withMessage(
                        "nodeid 1 of client \"client1\" is already that of server \"node1\";"
                                + " allowed 0 to 499, each once");
    }

    @Test
    void theVirtualNodeHasAnIdOfItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new ClusterConfig(
                                        Optional.of(balancer(1, 1)),
                                        List.of(server(1)),
                                        List.of(),
                                        List.of(),
                                        List.of(Container.DEFAULT)))
                .withMessageContaining("is already that of lb \"virtual\"");
    }

    @Test
    void theBalancerCannotWantMoreServersThanThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new ClusterConfig(
                                        Optional.of(balancer(0, 2)),
                                        List.of(server(1)),
                                        List.of(),
                                        List.of(),
                                        List.of(Container.DEFAULT)))
                .withMessage("max_servers 2; allowed 1 to 1");
    }

    @Test
    void containersHaveAnIdEach() {
        var twin = new Container("other", 0, List.of(), Limits.DEFAULT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of(), Container.DEFAULT, twin))
                .withMessageContaining("dcid 0 of container \"other\" is already that of");
    }

    @Test
    void servicesOfOneContainerShareNoEndpoint() {
        var ranged = inContainer(0, "ranged", new Endpoints(20, 3, 9));

        for (int taken : List.of(20, 3, 9, 5)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    cluster(
                                            List.of(ranged, service("single", taken)),
                                            Container.DEFAULT))
                    .withMessageStartingWith(
                            "endpoints %d of service \"single\" overlap endpoints 20 and 3 to 9"
                                    .formatted(taken));
        }
        assertThat(cluster(List.of(ranged, service("single", 10)), Container.DEFAULT).services())
                .hasSize(2);
    }

    @Test
    void servicesOfDifferentContainersMayShareEndpoints() {
        var endpoints = Endpoints.single(3);

        var config =
                cluster(
                        List.of(inContainer(0, "a", endpoints), inContainer(7, "b", endpoints)),
                        Container.DEFAULT,
                        SMALL);

        assertThat(config.services()).hasSize(2);
    }

    @Test
    void aServiceOfAnyContainerCollidesInEach() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                cluster(
                                        List.of(
                                                inContainer(7, "a", Endpoints.single(3)),
                                                service("b", 3)),
                                        Container.DEFAULT,
                                        SMALL))
                .withMessageContaining("overlap");
    }

    @Test
    void aServiceNeedsServerEndpointsInEachOfItsContainers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of(service("a", 6)), Container.DEFAULT, SMALL))
                .withMessage(
                        "ext_ep 6 of service \"a\" is no server endpoint of container \"DC7\";"
                                + " allowed 0 to 5");
    }

    @Test
    void aServiceNeedsItsContainer() {
        var service = inContainer(9, "a", Endpoints.single(3));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of(service), Container.DEFAULT, SMALL))
                .withMessage("no container has dcid 9 of service \"a\"; allowed 0, 7");
    }

    @Test
    void clientsSeeServersAtTheVirtualNodeElseAtTheLowestServer() {
        var servers = List.of(server(7), server(4));
        var with =
                new ClusterConfig(
                        Optional.of(balancer(2, 2)),
                        servers,
                        List.of(),
                        List.of(),
                        List.of(Container.DEFAULT));

        assertThat(with.presentedNode()).isEqualTo(2);
        assertThat(cluster(servers, List.of()).presentedNode()).isEqualTo(4);
    }

    @Test
    void withoutBlockTheBalancerHasItsDefaults() {
        LoadBalancer lb = cluster(List.of(server(1), server(2)), List.of()).balancing();

        assertThat(lb).isEqualTo(LoadBalancer.defaults(2));
        assertThat(lb.nodeId()).isEmpty();
        assertThat(lb.maxServers()).isEqualTo(2);
    }

    @Test
    void whoIsNotAServerIsAClient() {
        var config = cluster(List.of(server(1)), List.of(client(2)));

        assertThat(config.isServer(1)).isTrue();
        assertThat(config.isServer(2)).isFalse();
        assertThat(config.isServer(3)).isFalse();
        assertThat(config.node(3)).isEmpty();
    }
}
