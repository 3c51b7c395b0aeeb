package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.config.Policy;
import org.dsp.core.kernel.Operator;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;

/** An operator's rmtbind of a service, as the notes have it, though services need none. */
class OperatorNamesTest {
    private static final int VIRTUAL = 7;

    private final ServiceLab lab =
            new ServiceLab(
                    List.of(2),
                    List.of(1),
                    ServiceLab.service("latency", 10, 10, 19, Policy.FIRST_FIT));
    private final Operator operator = lab.node(1).node.operator();

    private int remoteBind(int endpoint, int node) {
        return operator.remoteBind(0, endpoint, node, "far", lab.now);
    }

    @Test
    void atTheNodeWhereClientsSeeItIsSoAlready() {
        lab.presented(VIRTUAL);
        assertThat(remoteBind(10, VIRTUAL)).isZero();
        assertThat(remoteBind(10, VIRTUAL)).isZero();
        assertThat(operator.list()).isEmpty();

        Prog client = lab.node(1).prog(50).sendrec(10, 1);
        lab.node(2).at(10).answers(2);
        assertThat(client.last().value()).isEqualTo(2);
        assertThat(client.last().node()).isEqualTo(VIRTUAL);
    }

    @Test
    void atAnyOtherNodeIsRefused() {
        lab.presented(VIRTUAL);
        assertThat(remoteBind(10, 2)).isEqualTo(ErrorCode.EDVSSLOTUSED.number());
        assertThat(remoteBind(19, 1)).isEqualTo(ErrorCode.EDVSSLOTUSED.number());
        assertThat(remoteBind(20, 2)).isZero();
    }
}
