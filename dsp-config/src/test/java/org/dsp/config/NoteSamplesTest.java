package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.dsp.config.Reading.cfg;
import static org.dsp.config.Reading.clean;
import static org.dsp.config.Reading.lines;
import static org.dsp.config.Reading.resource;

import java.util.List;
import java.util.Optional;
import org.dsp.core.config.Bind;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Server;
import org.dsp.core.config.Service;
import org.junit.jupiter.api.Test;

/** The sample configurations of both original notes, as they stand there. */
class NoteSamplesTest {
    private static final String NOTE_1 = resource("note-1.cfg");

    private static String mended() {
        String client13 = "client client13 {\n\tnodeid \t\t12;";
        assertThat(NOTE_1).contains(client13);
        return NOTE_1.replace(client13, client13.replace("12;", "13;"));
    }

    @Test
    void theFirstNotesSampleIsRejectedForItsRepeatedNodeId() {
        Parsed<ClusterConfig> parsed = cfg(NOTE_1);

        assertThat(parsed.value()).isEmpty();
        assertThat(lines(parsed.errors()))
                .containsExactly(
                        "c.cfg:79:11: nodeid 12 of client \"client13\" is already that of client"
                                + " \"client12\" at line 68; allowed 0 to 499, each once");
    }

    @Test
    void mendedItIsAcceptedWithTheNodeIdsOfItsServersTakenFromRport() {
        ClusterConfig config = cfg(mended()).orThrow();

        assertThat(config.servers()).extracting(Server::nodeId).containsExactly(1, 2);
        assertThat(config.servers())
                .extracting(Server::nodeImage)
                .containsExactly(
                        Optional.of("E:\\\\NODE1\\\\node1.vmx"),
                        Optional.of("E:\\\\NODE2\\\\node2.vmx"));
        assertThat(config.nodes())
                .extracting(ClusterNode::address)
                .containsExactly("node1", "node2", "client11", "client12", "client13");
        assertThat(config.nodes()).noneMatch(node -> node.link().autobind());
        assertThat(config.presentedNode()).isZero();
    }

    @Test
    void mendedItsBalancerAndServicesAreWhatItSays() {
        ClusterConfig config = cfg(mended()).orThrow();
        LoadBalancer lb = config.lb().orElseThrow();

        assertThat(lb.name()).isEqualTo("node0");
        assertThat(List.of(lb.lowWater(), lb.highWater(), lb.minServers(), lb.maxServers()))
                .containsExactly(30, 70, 1, 2);
        assertThat(lb.vm().status()).contains("list_vm.bat");
        assertThat(lb.vm().sshPass().orElseThrow().reveal()).isEqualTo("mendieta");
        assertThat(config.services())
                .extracting(Service::bind)
                .containsExactly(Bind.REPLICA, Bind.EXTERNAL);
        assertThat(config.services().get(0).prog())
                .contains("/usr/src/dvs/dvs-apps/dvs_lb/run_latency.sh");
        assertThat(config.services().get(1).endpoints()).isEqualTo(new Endpoints(20, 20, 29));
    }

    @Test
    void mendedItGivesAWarningForEachSettingThatLostItsMeaning() {
        Parsed<ClusterConfig> parsed = cfg(mended());

        assertThat(lines(parsed.warnings())).hasSize(22);
        assertThat(lines(parsed.warnings()).subList(0, 9))
                .containsExactly(
                        "c.cfg:14:2: cltname of lb \"node0\" has lost its meaning and is ignored;"
                                + " use address in each server and client: the balancer is no host"
                                + " of its own",
                        "c.cfg:15:2: svrname of lb \"node0\" has lost its meaning and is ignored;"
                                + " use address in each server and client: the balancer is no host"
                                + " of its own",
                        "c.cfg:16:2: cltdev of lb \"node0\" has lost its meaning and is ignored;"
                                + " use bind_address in each node file",
                        "c.cfg:17:2: svrdev of lb \"node0\" has lost its meaning and is ignored;"
                                + " use bind_address in each node file",
                        "c.cfg:20:11: ssh_pass of lb \"node0\" is a password in clear text; use an"
                                + " SSH key of the daemon's user instead",
                        "c.cfg:30:2: proxyid of server \"node1\" has lost its meaning and is"
                                + " ignored; use nodeid",
                        "c.cfg:32:2: rport of server \"node1\" has lost its meaning; nodeid 1 is"
                                + " taken from it (3001 - 3000); use nodeid",
                        "c.cfg:33:2: sport of server \"node1\" has lost its meaning and is ignored;"
                                + " ports follow from nodeid: see receiver_port_base in the node"
                                + " file",
                        "c.cfg:37:2: rname of server \"node1\" has lost its meaning and is ignored;"
                                + " use address for the node's host, bind_address in its node file"
                                + " to listen");
        assertThat(lines(parsed.warnings()))
                .filteredOn(line -> line.contains("client \"client11\""))
                .extracting(line -> line.replaceAll(".*: (\\w+) of .*", "$1"))
                .containsExactly("rport", "sport", "rname");
    }

    @Test
    void itsPasswordIsShownNowhere() {
        Parsed<ClusterConfig> parsed = cfg(mended());
        String shown =
                parsed
                        + parsed.orThrow().toString()
                        + ClusterFile.toCfg(parsed.orThrow(), ClusterFile.Secrets.LEFT_OUT)
                        + ClusterFile.toYaml(parsed.orThrow(), ClusterFile.Secrets.LEFT_OUT);

        assertThat(shown).doesNotContain("mendieta");
    }

    @Test
    void theSecondNotesSampleIsAccepted() {
        ClusterConfig config = clean(cfg(resource("note-2.cfg")));

        assertThat(config.lb()).isEmpty();
        assertThat(config.servers()).extracting(Server::nodeId).containsExactly(1, 2);
        assertThat(config.servers()).allMatch(server -> server.link().autobind());
        assertThat(config.services())
                .extracting(Service::name, Service::bind)
                .containsExactly(tuple("latency", Bind.EXTERNAL), tuple("m3ftp", Bind.EXTERNAL));
        assertThat(config.presentedNode()).isEqualTo(1);
    }
}
