package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dsp.core.config.Access;
import org.dsp.core.config.Container;
import org.dsp.core.config.Policy;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.router.ServiceLab.Manners;
import org.dsp.core.wire.Command;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Limits;
import org.junit.jupiter.api.Test;

/** How sessions begin, move on, and end. */
class SessionLifeTest {
    private static final int AGAIN = ErrorCode.EDVSAGAIN.number();

    private static Service service(ServiceTimes times, Access access) {
        return ServiceLab.service("s", 20, 20, 22, Policy.FIRST_FIT, times, access);
    }

    private static ServiceTimes times(int start, int session, int queue) {
        return new ServiceTimes(
                Duration.ofSeconds(start), Duration.ofSeconds(session), Duration.ofSeconds(queue));
    }

    private static ServiceLab lab(ServiceTimes times) {
        return new ServiceLab(List.of(0, 1), List.of(3), service(times, Access.ALL));
    }

    private final ServiceLab lab = lab(ServiceTimes.DEFAULT);

    private void assertNothingLeft(int... nodes) {
        for (int id : nodes) {
            assertThat(lab.node(id).node.clientSessions()).isZero();
            assertThat(lab.node(id).node.serverSessions()).isZero();
            assertThat(lab.node(id).programs).isEmpty();
            assertThat(lab.node(id).closed)
                    .containsExactlyInAnyOrderElementsOf(
                            lab.node(id).opened.stream().map(s -> s.id()).toList());
        }
    }

    // ---- refused

    @Test
    void aRefusedRequestGoesToTheNextNodeWithTheTimeThatIsLeft() {
        lab.node(0).manners = Manners.HANGS;
        Prog client = lab.node(3).prog(50).sendrec(20, 1, 8000);

        lab.advance(6 * ServiceLab.SECOND);

        Prog server = lab.node(1).at(20);
        assertThat(server.seen).containsExactly(1);
        assertThat(lab.lastOf(Command.SNDREC_MSG).remaining()).isBetween(2500, 3001);
        server.answers(2);
        assertThat(client.last().value()).isEqualTo(2);
        assertThat(lab.node(0).signals).isNotEmpty();
        assertThat(lab.node(0).notes)
                .containsExactly(
                        "service s: the program for endpoint 20: it did not bind its endpoint in"
                                + " time");
        assertThat(lab.node(0).opened).isEmpty();
    }

    @Test
    void aMissingProgramEverywhereIsAnErrorAtOnce() {
        lab.node(0).manners = Manners.MISSING;
        lab.node(1).manners = Manners.EXITS;
        Prog client = lab.node(3).prog(50).sendrec(20, 1);

        assertThat(client.waits()).isFalse();
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSDSTDIED.number());
        lab.advance(ServiceLab.SECOND);
        client.kill();
        assertNothingLeft(0, 1, 3);
    }

    @Test
    void endpointsExhaustedIsNoSpace() {
        for (int i = 0; i < 6; i++) {
            lab.node(3).prog(50 + i).sendrec(20, i);
        }
        Prog client = lab.node(3).prog(60).sendrec(20, 9);

        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSNOSPC.number());
        assertThat(lab.node(0).orders).hasSize(3);
        assertThat(lab.node(1).orders).hasSize(3);
        assertThat(lab.node(0).notes)
                .containsExactly("service s: no room for another session on this node");
        // Not for each that comes.
        lab.node(3).prog(61).sendrec(20, 9);
        assertThat(lab.node(0).notes).hasSize(1);
        lab.advance(11 * ServiceLab.SECOND);
        lab.node(3).prog(62).sendrec(20, 9);
        assertThat(lab.node(0).notes).hasSize(2);
    }

    // ---- waiting for a node

    @Test
    void nobodyTakesNewSessions() {
        lab.node(0).takesNew = false;
        lab.node(1).takesNew = false;
        lab.publish();
        assertThat(lab.node(3).prog(50).sendrec(20, 1).last().code()).isEqualTo(AGAIN);
    }

    @Test
    void aRequestWaitsForANodeUpToItsTime() {
        ServiceLab waiting = lab(times(5, 0, 2));
        waiting.node(0).takesNew = false;
        waiting.node(1).takesNew = false;
        waiting.publish();
        Prog first = waiting.node(3).prog(50).sendrec(20, 1);
        Prog second = waiting.node(3).prog(51).sendrec(20, 2, 1000);
        waiting.advance(1500 * ServiceLab.MS);
        assertThat(first.waits()).isTrue();
        assertThat(second.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());

        waiting.node(1).takesNew = true;
        waiting.publish();
        waiting.node(1).at(20).answers(7);
        assertThat(first.last().value()).isEqualTo(7);
        assertThat(waiting.node(1).orders).hasSize(1);

        waiting.node(1).takesNew = false;
        waiting.publish();
        second.sendrec(20, 3);
        waiting.advance(1900 * ServiceLab.MS);
        assertThat(second.waits()).isTrue();
        waiting.advance(200 * ServiceLab.MS);
        assertThat(second.last().code()).isEqualTo(AGAIN);
    }

    // ---- who may

    @Test
    void onlyWhoIsAllowedMayCall() {
        ServiceLab closed =
                new ServiceLab(
                        List.of(0),
                        List.of(3, 4),
                        service(ServiceTimes.DEFAULT, new Access(List.of(3), List.of(500L))));
        assertThat(closed.node(4).prog(50).sendrec(20, 1).last().code())
                .isEqualTo(ErrorCode.EDVSACCES.number());
        Prog stranger = new Prog(closed, closed.node(3), null, 501);
        stranger.bind(52);
        assertThat(stranger.sendrec(20, 1).last().code()).isEqualTo(ErrorCode.EDVSACCES.number());
        assertThat(closed.node(3).prog(50).sendrec(20, 1).waits()).isTrue();
        assertThat(closed.node(0).orders).hasSize(1);
    }

    @Test
    void onlyTheStartedProgramBindsItsEndpoint() {
        lab.node(0).manners = Manners.WAITS;
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        Prog thief = new Prog(lab, lab.node(0), null);
        assertThat(thief.bind(20)).isEqualTo(ErrorCode.EDVSSLOTUSED.number());

        lab.node(0).launch(lab.node(0).orders.get(0), Manners.GOOD);
        lab.run();
        lab.node(0).at(20).answers(2);
        assertThat(client.last().value()).isEqualTo(2);
    }

    // ---- starting

    @Test
    void aCancelledStartIsStopped() {
        lab.node(0).manners = Manners.WAITS;
        Prog client = lab.node(3).prog(50).sendrec(20, 1, 100);
        lab.advance(200 * ServiceLab.MS);
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());
        assertThat(lab.node(0).signals).isNotEmpty();

        lab.node(0).manners = Manners.GOOD;
        client.sendrec(20, 2);
        lab.run();
        Prog server = lab.node(0).at(lab.node(0).orders.get(1).serverEndpoint());
        assertThat(server.seen).containsExactly(2);
        server.answers(3);
        assertThat(client.last().value()).isEqualTo(3);
        client.kill();
        assertNothingLeft(0, 1, 3);
    }

    @Test
    void theClientDiesWhileItsProgramStarts() {
        lab.node(0).manners = Manners.WAITS;
        lab.node(3).prog(50).sendrec(20, 1).kill();
        assertThat(lab.node(0).signals).isNotEmpty();
        assertNothingLeft(0, 1, 3);
    }

    @Test
    void theEndpointOfADeadClientIsUsedAgain() {
        Prog first = lab.node(3).prog(50).sendrec(20, 1);
        Prog served = lab.node(0).at(20);
        first.kill();
        Prog next = lab.node(3).prog(50).sendrec(20, 2);

        assertThat(served.dead).isTrue();
        assertThat(served.seen).containsExactly(1);
        Prog server = lab.node(0).programs.values().iterator().next();
        assertThat(server.seen).containsExactly(2);
        server.answers(5);
        assertThat(next.last().value()).isEqualTo(5);
    }

    // ---- ends

    @Test
    void aSessionEndedWhileItsProgramStartsIsOneError() {
        lab.node(0).manners = Manners.WAITS;
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        long id =
                lab.trace.stream()
                        .filter(h -> h.cmd() == Command.SNDREC_MSG)
                        .findFirst()
                        .orElseThrow()
                        .session();

        lab.node(0).node.endSession(id, "operator", lab.now);
        lab.advance(60 * ServiceLab.SECOND);
        assertThat(client.waits()).isFalse();
    }

    @Test
    void aReplyThatIsTakenBackIsOwedStill() {
        ServiceLab timed = lab(times(5, 2, 0));
        timed.node(3).prog(49).sendrec(20, 0);
        Prog client = timed.node(3).prog(50).sendrec(20, 1);
        Prog server = timed.node(0).at(21);
        timed.crash(3);
        server.reply(server.last().source(), 2);
        assertThat(server.waits()).as("node 3 cannot be reached").isTrue();
        server.cancel();
        timed.node(3).alive = true;

        timed.advance(10 * ServiceLab.SECOND);
        assertThat(timed.node(0).closed).isEmpty();
        assertThat(server.reply(50, 3).last().code()).isZero();
        assertThat(client.last().value()).isEqualTo(3);
    }

    @Test
    void aRequestWaitsForItsProgramBehindANotify() {
        lab.node(0).manners = Manners.WAITS;
        Prog client = lab.node(3).prog(5).notifies(20).sendrec(20, 2);
        assertThat(client.waits()).as("%s", client.ends).isTrue();
    }

    @Test
    void aNotifyIsNotLostWithTheRequestBehindItThatGaveUp() {
        lab.node(0).manners = Manners.WAITS;
        Prog client = lab.node(3).prog(5).notifies(20).sendrec(20, 2, 50);
        lab.advance(100 * ServiceLab.MS);
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());
        assertThat(lab.node(0).signals).isEmpty();

        lab.node(0).launch(lab.node(0).orders.get(0), Manners.GOOD);
        assertThat(lab.node(0).at(20).seen).hasSize(1);
    }

    @Test
    void aSessionThatEndsBeforeItsAnswerHasLeftIsOneError() {
        lab.node(3).prog(49).sendrec(20, 0);
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        Prog server = lab.node(0).at(21);
        lab.crash(3);
        server.reply(server.last().source(), 2);
        lab.node(0).node.endSession(lab.node(0).opened.get(1).id(), "operator", lab.now);
        lab.node(3).alive = true;

        lab.advance(60 * ServiceLab.SECOND);
        assertThat(client.waits()).isFalse();
    }

    @Test
    void aNodeOutsideTheContainerStartsNothingForIt() {
        ServiceLab part =
                new ServiceLab(
                        new Container("part", 0, List.of(1, 3), Limits.DEFAULT),
                        List.of(0, 1),
                        List.of(3),
                        ServiceLab.service("s", 20, 20, 22, Policy.FIRST_FIT));
        part.node(3).prog(50).sendrec(20, 1);
        assertThat(part.node(0).orders).isEmpty();
        assertThat(part.node(1).at(20).seen).containsExactly(1);
    }
}
