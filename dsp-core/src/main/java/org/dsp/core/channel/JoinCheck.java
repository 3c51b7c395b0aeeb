package org.dsp.core.channel;

import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/** What is to be known of a JOIN before it may change anything. */
final class JoinCheck {
    private JoinCheck() {}

    /** Whether a JOIN is one, of this protocol and cluster, and meant for this node. */
    static int judge(LinkContext context, ProxyHeader join) {
        if (Join.magic(join) != Join.MAGIC
                || Join.version(join) != Join.VERSION
                || Join.mine(join) == 0) {
            return JoinResult.WRONG_VERSION;
        }
        if (Join.clusterId(join) != context.clusterId) {
            return JoinResult.WRONG_CLUSTER;
        }
        boolean nodes =
                join.snode() == context.peer && join.dnode() == context.settings.localNode();
        return nodes ? JoinResult.OK : JoinResult.WRONG_NODE;
    }

    /** Whether the joiner has given this JOIN up, or was replaced by another daemon. */
    static boolean isLate(LinkContext context, ProxyHeader join) {
        LinkEpoch epoch = context.epoch;
        if (Join.mine(join) != epoch.yours()) {
            return epoch.isRetired(Join.mine(join));
        }
        return context.joinNumbers.isLate(Join.number(join))
                || epoch.see(Join.mine(join), Join.mineCounter(join)) == LinkEpoch.Seen.OLDER;
    }
}
