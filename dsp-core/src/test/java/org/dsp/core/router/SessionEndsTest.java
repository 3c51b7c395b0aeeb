package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dsp.core.config.Access;
import org.dsp.core.config.Policy;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.router.ServiceLab.Manners;
import org.dsp.core.wire.Command;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;

/** How sessions end, and what becomes of the request that meets it. */
class SessionEndsTest {
    private static final Service SERVICE = ServiceLab.service("s", 20, 20, 22, Policy.FIRST_FIT);

    private final ServiceLab lab = new ServiceLab(List.of(0, 1), List.of(3), SERVICE);

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

    @Test
    void aProgramThatDiesOwingAnAnswerIsOneErrorThenANewSession() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(20).kill();
        lab.run();
        assertThat(client.waits()).isFalse();
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSSRCDIED.number());

        // That was a failure of node 0.
        client.sendrec(20, 2);
        lab.node(1).at(20).answers(3);
        assertThat(client.last().value()).isEqualTo(3);
        assertThat(lab.node(0).opened).hasSize(1);
        client.kill();
        assertNothingLeft(0, 1, 3);
    }

    @Test
    void aSessionEndedByAnOperatorIsAnnouncedOnceAndTheNextRequestOpensAnother() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(20).answers(2);
        long id = lab.node(0).opened.get(0).id();
        lab.node(0).node.endSession(id, "operator", lab.now);
        lab.run();
        assertThat(lab.node(0).closed).containsExactly(id);

        client.sendrec(20, 3);
        assertThat(client.waits()).isTrue();
        assertThat(lab.node(0).opened).hasSize(2);
    }

    @Test
    void aRequestThatCrossesTheEndOfItsSessionIsAnsweredOnce() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(20).answers(2);
        long id = lab.node(0).opened.get(0).id();
        // The end is under way, the node of the client does not know it yet.
        lab.later.add(() -> lab.node(0).node.endSession(id, "operator", lab.now));
        client.sendrec(20, 3);

        assertThat(client.waits()).isFalse();
        assertThat(client.last().code()).isNegative();
        client.sendrec(20, 4);
        assertThat(client.waits()).isTrue();
    }

    @Test
    void anUnusedSessionEndsButNeverWhileAnAnswerIsOwed() {
        ServiceLab timed =
                new ServiceLab(
                        List.of(0, 1),
                        List.of(3),
                        ServiceLab.service(
                                "s",
                                20,
                                20,
                                22,
                                Policy.FIRST_FIT,
                                new ServiceTimes(
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(3),
                                        Duration.ZERO),
                                Access.ALL));
        Prog client = timed.node(3).prog(50).sendrec(20, 1);
        timed.advance(10 * ServiceLab.SECOND);
        assertThat(timed.node(0).closed).isEmpty();
        timed.node(0).at(20).answers(2);
        assertThat(client.last().value()).isEqualTo(2);

        timed.advance(4 * ServiceLab.SECOND);
        assertThat(timed.node(0).closed).hasSize(1);
        assertThat(timed.node(0).programs).isEmpty();
        assertThat(timed.node(3).node.clientSessions()).isZero();
    }

    @Test
    void aServerNodeThatDiesIsOneErrorForEachThatWaitsThenTheOtherServes() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.crash(0);
        lab.advance(7 * ServiceLab.SECOND);
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSNOTCONN.number());

        client.sendrec(20, 2);
        lab.node(1).at(20).answers(3);
        assertThat(client.last().value()).isEqualTo(3);
        assertThat(lab.node(1).at(20).seen).containsExactly(2);
    }

    @Test
    void aRequestThatNeverLeftForADeadNodeIsOneErrorToo() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(20).answers(2);
        lab.crash(0);
        client.sendrec(20, 3);
        assertThat(client.waits()).isTrue();
        lab.advance(7 * ServiceLab.SECOND);
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSNOTCONN.number());

        client.sendrec(20, 4);
        lab.node(1).at(20).answers(5);
        assertThat(client.last().value()).isEqualTo(5);
    }

    @Test
    void otherServicesForgetNoSession() {
        ServiceLab one =
                new ServiceLab(
                        List.of(0),
                        List.of(3),
                        ServiceLab.service("s", 20, 20, 22, Policy.FIRST_FIT));
        Prog client = one.node(3).prog(50).sendrec(20, 1);
        one.publish();
        one.node(0).at(20).answers(2);
        assertThat(client.last().value()).isEqualTo(2);
        client.sendrec(20, 3);
        assertThat(one.node(0).at(20).seen).containsExactly(1, 3);
        assertThat(one.node(0).orders).hasSize(1);
    }

    @Test
    void theNodeOfAClientThatDiesTakesItsProgramsWithIt() {
        lab.node(3).prog(50).sendrec(20, 1);
        lab.crash(3);
        lab.advance(7 * ServiceLab.SECOND);
        assertNothingLeft(0, 1);
    }

    @Test
    void anOpeningRequestThatNeverLeftForANodeThatIsGoneGoesToTheNext() {
        lab.clog(0);
        Prog client = lab.node(3).prog(50).sendrec(20, 1, 20_000);
        assertThat(client.waits()).isTrue();
        assertThat(lab.node(0).orders).isEmpty();

        lab.crash(0);
        lab.advance(7 * ServiceLab.SECOND);

        Prog server = lab.node(1).at(20);
        assertThat(server.seen).containsExactly(1);
        assertThat(lab.lastOf(Command.SNDREC_MSG).remaining()).isBetween(12_000, 15_500);
        server.answers(2);
        assertThat(client.last().value()).isEqualTo(2);
        client.kill();
        assertThat(lab.node(3).node.clientSessions()).isZero();
        assertThat(lab.node(1).node.serverSessions()).isZero();
    }

    @Test
    void anOpeningRequestThatNeverLeftIsOneErrorWhenNobodyElseServes() {
        lab.node(1).takesNew = false;
        lab.publish();
        lab.clog(0);
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.crash(0);
        lab.advance(7 * ServiceLab.SECOND);

        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSAGAIN.number());
        assertThat(client.ends).hasSize(2);
        assertThat(lab.node(3).node.clientSessions()).isZero();
    }

    @Test
    void anOpeningRequestThatGaveUpBeforeItLeftLeavesNoSession() {
        lab.clog(0);
        Prog client = lab.node(3).prog(50).sendrec(20, 1, 100);
        assertThat(lab.node(3).node.clientSessions()).isOne();
        lab.advance(200 * ServiceLab.MS);

        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());
        assertThat(lab.node(3).node.clientSessions()).isZero();
        lab.unclog(0);
        assertThat(lab.node(0).orders).isEmpty();
        client.sendrec(20, 2);
        assertThat(lab.node(0).at(20).seen).containsExactly(2);
    }

    @Test
    void aRequestThatGaveUpBeforeItLeftKeepsTheSessionThatANotifyOpens() {
        lab.node(0).manners = Manners.WAITS;
        Prog client = lab.node(3).prog(5).notifies(20);
        lab.clog(0);
        client.sendrec(20, 2, 100);
        lab.advance(200 * ServiceLab.MS);
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());
        assertThat(lab.node(3).node.clientSessions()).isOne();

        lab.unclog(0);
        client.sendrec(20, 3);
        lab.node(0).launch(lab.node(0).orders.get(0), Manners.GOOD);
        lab.node(0).at(20).receive();
        assertThat(lab.node(0).at(20).seen).hasSize(2).endsWith(3);
        assertThat(lab.node(0).orders).hasSize(1);
    }

    @Test
    void aRequestThatGaveUpBeforeItLeftLeavesNoSessionThatWasRefusedMeanwhile() {
        lab.node(0).manners = Manners.WAITS;
        Prog client = lab.node(3).prog(5).notifies(20);
        lab.clog(0);
        client.sendrec(20, 2, 100);
        lab.node(0).launch(lab.node(0).orders.get(0), Manners.EXITS);
        lab.run();
        lab.advance(200 * ServiceLab.MS);

        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());
        assertThat(lab.node(3).node.clientSessions()).isZero();
        assertThat(lab.node(0).node.serverSessions()).isZero();
    }

    @Test
    void aRequestThatGaveUpBeforeItLeftLeavesNoSessionThatEndedMeanwhile() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(20).answers(2);
        lab.clog(0);
        client.sendrec(20, 3, 100);
        lab.node(0).node.endSession(lab.node(0).opened.get(0).id(), "operator", lab.now);
        lab.run();
        assertThat(client.waits()).isTrue();
        lab.advance(200 * ServiceLab.MS);

        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());
        assertThat(lab.node(3).node.clientSessions()).isZero();
    }

    @Test
    void aLateErrorOfAnOlderRequestDoesNotEndTheSessionOfTheOneUnderWay() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1, 100);
        lab.clog(0);
        lab.advance(200 * ServiceLab.MS);
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT.number());

        // The error, the end of the session and the error of the program's end arrive at once.
        lab.node(0).node.endSession(lab.node(0).opened.get(0).id(), "operator", lab.now);
        lab.later.add(
                () ->
                        lab.later.add(
                                () -> {
                                    lab.unclog(0);
                                    client.sendrec(20, 2);
                                    lab.later.add(() -> lab.crash(0));
                                }));
        lab.run();
        assertThat(client.waits()).isTrue();
        lab.advance(7 * ServiceLab.SECOND);

        assertThat(client.waits()).isFalse();
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSNOTCONN.number());
        assertThat(lab.node(3).node.clientSessions()).isZero();
    }
}
