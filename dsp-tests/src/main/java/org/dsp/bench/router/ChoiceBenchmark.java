package org.dsp.bench.router;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dsp.core.balance.Balancer;
import org.dsp.core.balance.ServiceShare;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.Policy;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.Server;
import org.dsp.core.kernel.Kernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A client's first message: which server node gets its session, of so many that may have it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChoiceBenchmark {
    private static final int HERE = 0;
    private static final long NOW = 1;
    private static final int PERCENTS = 80;

    /** Not one after the other: the best of them may be anywhere. */
    private static final int STEP = 37;

    @Param({"FIRST_FIT", "LEAST_LOADED", "ROUND_ROBIN", "RANDOM", "TWO_CHOICES"})
    public Policy policy = Policy.FIRST_FIT;

    @Param({"3", "10", "100"})
    public int nodes;

    private final BitSet reachable = new BitSet();
    private final BitSet tried = new BitSet();
    private final Balancer balancer = new Balancer(HERE, Kernel.MAX_NODES, 1, reachable::get);
    private ServiceShare share = balancer.share(policy);

    /** All of them serve, are linked, and have some load. */
    @Setup
    public void fill() {
        share = balancer.share(policy);
        List<RoutingView.Peer> peers = new ArrayList<>();
        for (int id = HERE + 1; id <= nodes; id++) {
            peers.add(
                    new RoutingView.Peer(
                            id, "n" + id, "h", 3000, LinkOptions.DEFAULT, service(id)));
        }
        balancer.view(new RoutingView(1, HERE, peers), NOW);
        for (int id = HERE + 1; id <= nodes; id++) {
            reachable.set(id);
            balancer.up(id, true, NOW);
        }
    }

    private static PeerService service(int id) {
        return new PeerService(
                true, true, Rank.UNLOADED, id * STEP % PERCENTS, Server.DEFAULT_WEIGHT);
    }

    /** The choice, and that the session began and ended: so they stay as loaded as they are. */
    @Benchmark
    public int choose() {
        int node = balancer.choose(share, tried, NOW);
        balancer.given(node);
        balancer.ended(node);
        return node;
    }
}
