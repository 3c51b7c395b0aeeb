package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.dsp.core.kernel.EndpointStatus.Kind;
import org.junit.jupiter.api.Test;

/** What an operator does to endpoints. Server 10 is on node 2. */
class OperatorTest {
    private static final Credentials DAEMON = new Credentials(1, 0, 0);

    private final KernelLab lab = new KernelLab(1, 2, 3);
    private final Operator operator = lab.kernel(1).operator();

    private int remoteBind(int endpoint, int node) {
        return operator.remoteBind(0, endpoint, node, "far", lab.now());
    }

    @Test
    void everyEndpointIsListedInOrder() {
        lab.program(1, 50);
        remoteBind(10, 2);
        operator.bind(0, 20, "kept", DAEMON, lab.now());

        assertThat(operator.list())
                .extracting(
                        EndpointStatus::endpoint,
                        EndpointStatus::kind,
                        EndpointStatus::name,
                        EndpointStatus::node)
                .containsExactly(
                        tuple(10, Kind.NAME, "far", 2),
                        tuple(20, Kind.RESERVED, "kept", 1),
                        tuple(50, Kind.PROCESS, "p50", 1));
    }

    @Test
    void aNameReachesItsEndpointUntilItIsTakenBack() {
        Program server = lab.program(2, 10);
        Program client = lab.program(1, 50);
        assertThat(remoteBind(10, 2)).isZero();
        assertThat(remoteBind(10, 2)).isZero();
        assertThat(remoteBind(10, 3)).isEqualTo(Codes.SLOTUSED);
        Ended request = client.sendrec(10, 7);
        server.reply(server.receive().note().source(), 8);
        assertThat(request.note().value()).isEqualTo(8);

        assertThat(operator.unbind(0, 10, lab.now())).isZero();

        assertThat(lab.program(1, 51).sendrec(10, 7).code()).isNegative();
        assertThat(operator.unbind(0, 10, lab.now())).isEqualTo(Codes.NOTBIND);
    }

    @Test
    void aReservedEndpointIsNobodyElsesUntilItIsUnbound() {
        assertThat(operator.bind(0, 20, "kept", DAEMON, lab.now())).isZero();
        assertThat(operator.bind(0, 20, "kept", DAEMON, lab.now())).isEqualTo(Codes.SLOTUSED);
        assertThat(lab.stranger(1, 9).hello().bind(0, 20, "p").code()).isEqualTo(Codes.SLOTUSED);
        Ended waits = lab.program(1, 50).sendrec(20, 1, 5);
        assertThat(waits.open()).isTrue();
        lab.advanceMillis(5);
        assertThat(waits.code()).isEqualTo(Codes.TIMEDOUT);

        assertThat(operator.unbind(0, 20, lab.now())).isZero();

        lab.program(1, 20);
    }

    @Test
    void aTaskCanBeReserved() {
        assertThat(operator.bind(0, -1, "task", DAEMON, lab.now())).isZero();
    }

    @Test
    void aProcessIsUnboundAndItsCallEnds() {
        Program server = lab.program(1, 10);
        Program client = lab.program(2, 50);
        client.rmtbind(10, 1);
        Ended request = client.sendrec(10, 1);
        server.receive();

        assertThat(operator.unbind(0, 10, lab.now())).isZero();
        lab.changed();

        assertThat(request.code()).isNegative();
        assertThat(server.bind(0, 10, "again").code()).isEqualTo(10);
    }

    @Test
    void aProcessThatReceivesIsToldThatItWasInterrupted() {
        Program server = lab.program(1, 10);
        Ended receive = server.receive();

        operator.unbind(0, 10, lab.now());
        lab.changed();

        assertThat(receive.code()).isEqualTo(Codes.INTR);
        assertThat(server.receive().code()).isEqualTo(Codes.NOTBIND);
    }

    @Test
    void whatCannotBeIsRefused() {
        lab.program(1, 10);

        assertThat(remoteBind(10, 2)).isEqualTo(Codes.SLOTUSED);
        assertThat(remoteBind(11, 1)).isEqualTo(Codes.BADNODEID);
        assertThat(remoteBind(11, 500)).isEqualTo(Codes.BADNODEID);
        assertThat(remoteBind(11, 9)).isEqualTo(Codes.NOPROXY);
        assertThat(remoteBind(1000, 2)).isEqualTo(Codes.BADRANGE);
        assertThat(operator.remoteBind(5, 11, 2, "", lab.now())).isEqualTo(Codes.BADDCID);
        assertThat(operator.bind(5, 11, "", DAEMON, lab.now())).isEqualTo(Codes.BADDCID);
        assertThat(operator.unbind(5, 11, lab.now())).isEqualTo(Codes.BADDCID);
        assertThat(operator.unbind(0, 1000, lab.now())).isEqualTo(Codes.BADRANGE);
    }
}
