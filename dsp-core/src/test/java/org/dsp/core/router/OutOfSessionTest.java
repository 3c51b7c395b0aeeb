package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.Access;
import org.dsp.core.config.Bind;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.Policy;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to programs by who has no session with them. */
class OutOfSessionTest {
    /** The second endpoint is in the range of the service. */
    @ParameterizedTest
    @ValueSource(ints = {52, 11})
    void rmtbindIsNoWayAroundAllow(int endpoint) {
        Service closed =
                new Service(
                        "shared",
                        OptionalInt.of(0),
                        new Endpoints(10, 10, 11),
                        Bind.EXTERNAL,
                        Optional.empty(),
                        Policy.FIRST_FIT,
                        ServiceTimes.DEFAULT,
                        3,
                        new Access(List.of(), List.of(500L)));
        ServiceLab lab = new ServiceLab(List.of(0, 1), List.of(3), closed);
        Prog server = lab.node(1).prog(10).receive();
        Prog stranger = new Prog(lab, lab.node(3), null, 501);
        stranger.bind(endpoint);
        stranger.rmtbind(10, 1);
        stranger.sendrec(10, 1);
        assertThat(server.seen).isEmpty();
        assertThat(stranger.last().code()).isNegative();
    }

    @Test
    void whomAProgramAskedMayNotifyIt() {
        ServiceLab lab =
                new ServiceLab(
                        List.of(0),
                        List.of(3),
                        ServiceLab.service("s", 20, 20, 22, Policy.FIRST_FIT));
        lab.node(3).prog(50).sendrec(20, 1);
        Prog program = lab.node(0).at(20);
        Prog asked = lab.node(3).prog(5).receive();
        assertThat(program.rmtbind(5, 3)).isEqualTo(5);
        program.sendrec(5, 7);
        asked.answers(8);
        program.receiveFrom(5);

        asked.cancel();
        asked.notifies(20);
        assertThat(program.waits()).isFalse();
        assertThat(program.last().source()).isEqualTo(5);

        // In the range of the service: it is no client of it.
        program.receive();
        Prog other = lab.node(3).prog(22);
        other.rmtbind(20, 0);
        other.sendrec(20, 9);
        assertThat(other.last().code()).isEqualTo(ErrorCode.EDVSNOTBIND.number());
        assertThat(program.seen).doesNotContain(9);
    }
}
