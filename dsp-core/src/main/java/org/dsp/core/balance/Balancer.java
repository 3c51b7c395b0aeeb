package org.dsp.core.balance;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.Policy;
import org.dsp.core.config.RoutingView;

/**
 * Chooses server nodes (DESIGN §7). Never one that is saturated, drains, is not reachable, or was
 * tried for the same request; nodes whose load is not known, and those that have just failed, only
 * when nobody else is left. Allocates nothing when it chooses. Node's thread only; {@code now} in
 * monotonic ns.
 */
public final class Balancer {
    /** No node. */
    public static final int NOBODY = -1;

    /** How much is known for and against a node: the lower class is asked first. */
    private static final int GOOD = 0;

    private static final int UNKNOWN = 1;
    private static final int PAUSING = 2;
    private static final int CLASSES = 3;

    private final int localNode;
    private final NodeLoad[] nodes;
    private final SplittableRandom random;
    private final IntPredicate reachable;

    /** Eligible nodes of the class that {@link #choose} works on. */
    private final int[] found;

    private int count;

    /** Known ids are below this. */
    private int limit;

    /** When the first view came: nodes that are in soon after it are not new, it is. */
    private long born = Long.MIN_VALUE;

    /**
     * @param localNode this node's id
     * @param maxNodes ids are below this
     * @param seed of the random policies
     * @param reachable whether the channel to a node is up at this moment; not asked of this node
     */
    public Balancer(int localNode, int maxNodes, long seed, IntPredicate reachable) {
        this.localNode = localNode;
        this.reachable = reachable;
        this.nodes = new NodeLoad[maxNodes];
        this.found = new int[maxNodes];
        this.random = new SplittableRandom(seed);
        nodes[localNode] = new NodeLoad(true);
        limit = localNode + 1;
    }

    /** A service's part, new: nothing is known of failures. */
    public ServiceShare share(Policy policy) {
        return new ServiceShare(policy, nodes.length);
    }

    /** What the agents agree on. */
    public void view(RoutingView view, long now) {
        if (born == Long.MIN_VALUE) {
            born = now;
        }
        node(view.localNode()).report(view.self(), since(now));
        BitSet there = new BitSet();
        for (RoutingView.Peer peer : view.peers()) {
            there.set(peer.nodeId());
            node(peer.nodeId()).report(peer.service(), since(now));
        }
        for (int id = 0; id < nodes.length; id++) {
            if (nodes[id] != null && !there.get(id) && id != view.localNode()) {
                nodes[id].report(PeerService.NONE, since(now));
            }
        }
    }

    /** The channel to {@code node} is up, or not any more. */
    public void up(int node, boolean up, long now) {
        node(node).up(up, since(now));
    }

    /** Since when a node that comes in now counts as in. */
    private long since(long now) {
        return now - born < NodeLoad.SLOW_START ? now - NodeLoad.SLOW_START : now;
    }

    private NodeLoad node(int id) {
        if (nodes[id] == null) {
            nodes[id] = new NodeLoad(false);
            limit = Math.max(limit, id + 1);
        }
        return nodes[id];
    }

    /** A node for a new session; {@link #NOBODY} when none may have it. */
    public int choose(ServiceShare share, BitSet except, long now) {
        for (int wanted = 0; wanted < CLASSES; wanted++) {
            collect(share, except, wanted, now);
            if (count > 0) {
                return pick(share, now);
            }
        }
        return NOBODY;
    }

    private void collect(ServiceShare share, BitSet except, int wanted, long now) {
        count = 0;
        for (int id = 0; id < limit; id++) {
            NodeLoad n = nodes[id];
            boolean may =
                    n != null
                            && n.eligible()
                            && !except.get(id)
                            && (id == localNode || reachable.test(id));
            if (may && rank(share, id, now) == wanted) {
                found[count] = id;
                count++;
            }
        }
    }

    private int rank(ServiceShare share, int id, long now) {
        if (share.pausing(id, now)) {
            return PAUSING;
        }
        return nodes[id].known() ? GOOD : UNKNOWN;
    }

    private int pick(ServiceShare share, long now) {
        return switch (share.policy) {
            case FIRST_FIT -> firstFit(now);
            case LEAST_LOADED -> leastLoaded(share, now);
            case ROUND_ROBIN -> next(share, now);
            case RANDOM -> found[draw(-1, now)];
            case TWO_CHOICES -> ofTwo(share, now);
        };
    }

    private int firstFit(long now) {
        for (int i = 0; i < count; i++) {
            if (!nodes[found[i]].slowed(now)) {
                return found[i];
            }
        }
        return found[0];
    }

    private int leastLoaded(ServiceShare share, long now) {
        int best = found[0];
        double least = load(share, best, now);
        for (int i = 1; i < count; i++) {
            double load = load(share, found[i], now);
            if (load < least) {
                best = found[i];
                least = load;
            }
        }
        return best;
    }

    /** What the node would have with one session more, by its share. */
    private double load(ServiceShare share, int id, long now) {
        double sessions = nodes[id].estimate() + share.penalty(id, now) + 1.0;
        return sessions / nodes[id].share(now);
    }

    /** Turns are interleaved by weight: each gets its share, the one with most of it goes. */
    private int next(ServiceShare share, long now) {
        long total = 0;
        int best = found[0];
        for (int i = 0; i < count; i++) {
            int id = found[i];
            long part = nodes[id].share(now);
            total += part;
            share.turn[id] += part;
            if (share.turn[id] > share.turn[best]) {
                best = id;
            }
        }
        share.turn[best] -= total;
        return best;
    }

    private int ofTwo(ServiceShare share, long now) {
        int first = draw(-1, now);
        if (count == 1) {
            return found[first];
        }
        int second = draw(first, now);
        boolean better = load(share, found[second], now) < load(share, found[first], now);
        return found[better ? second : first];
    }

    /** A place in {@link #found} at random, by share, but not {@code except}. */
    private int draw(int except, long now) {
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += i == except ? 0 : nodes[found[i]].share(now);
        }
        long at = random.nextLong(total);
        for (int i = 0; i < count; i++) {
            at -= i == except ? 0 : nodes[found[i]].share(now);
            if (at < 0) {
                return i;
            }
        }
        throw new IllegalStateException("shares changed while drawing");
    }

    // ---- what became of it

    /** A session was given to the node. */
    public void given(int node) {
        node(node).given();
    }

    /** A session that the node was given is over. */
    public void ended(int node) {
        node(node).ended();
    }

    /** The node did not take a session of the service, or its program did not start. */
    public void failed(ServiceShare share, int node, long now) {
        share.failed(node, now);
    }

    /** The node's program has answered. */
    public void served(ServiceShare share, int node) {
        share.served(node);
    }
}
