package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

/** Another configuration: what becomes of sessions, programs, and requests under way. */
class ServicesChangedTest {
    private static final ServiceTimes WAITING =
            new ServiceTimes(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(30));

    private final ServiceLab lab = new ServiceLab(List.of(0), List.of(3), service(29, 8));

    private static Service service(int max, int most) {
        return service(max, most, Bind.LOCAL, ServiceTimes.DEFAULT, Access.ALL);
    }

    private static Service service(
            int max, int most, Bind bind, ServiceTimes times, Access access) {
        return new Service(
                "s",
                OptionalInt.of(0),
                new Endpoints(20, 20, max),
                bind,
                bind == Bind.EXTERNAL ? Optional.empty() : Optional.of("/bin/s"),
                Policy.FIRST_FIT,
                times,
                most,
                access);
    }

    @Test
    void maxSessionsHoldsThoughTheRangeShrank() {
        for (int i = 0; i < 8; i++) {
            lab.node(3).prog(50 + i).sendrec(20, i);
        }
        for (int i : List.of(3, 4)) {
            lab.node(0).node.endSession(lab.node(0).opened.get(i).id(), "operator", lab.now);
        }
        lab.run();

        lab.services(service(24, 3));
        assertThat(lab.node(0).node.serverSessions()).isEqualTo(3);
        assertThat(lab.node(3).prog(70).sendrec(20, 9).last().code())
                .isEqualTo(ErrorCode.EDVSNOSPC.number());
        assertThat(lab.node(0).node.serverSessions()).isEqualTo(3);
    }

    @Test
    void theProgramOfOneClientIsNoneThatIsShared() {
        lab.node(3).prog(50).sendrec(20, 1);
        Prog program = lab.node(0).at(20);
        lab.services(service(29, 8, Bind.EXTERNAL, ServiceTimes.DEFAULT, Access.ALL));

        lab.node(3).prog(51).sendrec(20, 2);
        program.answers(5);
        assertThat(program.seen).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestThatWaitsToLeaveEndsWithItsService(boolean open) {
        Prog client = lab.node(3).prog(50);
        lab.node(3).prog(49).sendrec(20, 0);
        if (open) {
            client.sendrec(20, 1);
            lab.node(0).at(21).answers(2);
        }
        lab.clog(0);
        client.sendrec(20, 3);
        // Node 0 hears of it later.
        lab.node(0).alive = false;
        lab.services();
        lab.node(0).alive = true;
        lab.unclog(0);
        lab.advance(50 * ServiceLab.MS);
        lab.services();

        assertThat(client.waits()).isFalse();
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSDSTDIED.number());
        assertThat(lab.node(0).everyone).noneMatch(p -> p.seen.contains(3));
    }

    @Test
    void aProgramOfAServiceThatWasTakenAwayIsNobodyElses() {
        lab.node(3).prog(50).sendrec(20, 1);
        Prog program = lab.node(0).at(20);
        program.answers(2);
        lab.node(0).deaf = true;
        lab.services();

        Prog other = lab.node(0).prog(60).sendrec(20, 2);
        assertThat(other.last().code()).isEqualTo(ErrorCode.EDVSNOTBIND.number());
        assertThat(program.seen).containsExactly(1);
        assertThat(lab.node(0).signals).isNotEmpty();
    }

    @Test
    void theProgramsOfAServiceThatWasTakenAwayEnd() {
        lab.node(3).prog(50).sendrec(20, 1);
        lab.services();
        assertThat(lab.node(0).programs).isEmpty();
    }

    @Test
    void whoIsForbiddenWhileHeWaitsForANodeIsNotServed() {
        lab.services(service(29, 8, Bind.LOCAL, WAITING, Access.ALL));
        lab.node(0).takesNew = false;
        lab.publish();
        Prog gaveUp = lab.node(3).prog(50).sendrec(20, 1, 500);
        Prog waits = lab.node(3).prog(51).sendrec(20, 2);
        lab.advance(ServiceLab.SECOND);
        assertThat(gaveUp.waits()).isFalse();
        assertThat(waits.waits()).isTrue();

        lab.node(0).takesNew = true;
        lab.services(service(29, 8, Bind.LOCAL, WAITING, new Access(List.of(), List.of(501L))));
        gaveUp.sendrec(20, 3);
        assertThat(List.of(waits.last().code(), gaveUp.last().code()))
                .containsOnly(ErrorCode.EDVSACCES.number());
        assertThat(lab.node(0).orders).isEmpty();
    }
}
