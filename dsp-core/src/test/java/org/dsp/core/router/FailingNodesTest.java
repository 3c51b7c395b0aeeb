package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dsp.core.config.Access;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.router.ServiceLab.Manners;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;

/** What counts as a failure of a node, or of a program, and what does not. */
class FailingNodesTest {
    private static final int TIMEDOUT = ErrorCode.EDVSTIMEDOUT.number();

    /** Nodes 0 and 1 serve, and are no longer new. */
    private static ServiceLab lab(Policy policy, ServiceTimes times) {
        ServiceLab made =
                new ServiceLab(
                        List.of(0, 1),
                        List.of(3),
                        ServiceLab.service("s", 20, 20, 29, policy, times, Access.ALL));
        made.advance(20 * ServiceLab.SECOND);
        return made;
    }

    @Test
    void aNodeWhoseProgramsDieAtOnceGetsLess() {
        ServiceLab even = lab(Policy.LEAST_LOADED, ServiceTimes.DEFAULT);
        int failed = 0;
        for (int i = 0; i < 40; i++) {
            Prog client = even.node(3).prog(50).sendrec(20, i);
            for (Prog p : List.copyOf(even.node(0).programs.values())) {
                p.kill();
                failed++;
            }
            client.kill();
            even.advance(100 * ServiceLab.MS);
        }
        assertThat(failed).isLessThan(15);
    }

    @Test
    void aSessionOfNotifiesOnlyIsNoFailure() {
        Duration second = Duration.ofSeconds(1);
        ServiceLab lab = lab(Policy.FIRST_FIT, new ServiceTimes(second, second, second));
        Prog client = lab.node(3).prog(5);
        for (int i = 0; i < 6; i++) {
            client.notifies(20);
            lab.advance(2 * ServiceLab.SECOND);
            assertThat(lab.node(0).closed).hasSize(i + 1);
        }

        lab.node(3).prog(50).sendrec(20, 1);
        assertThat(lab.node(1).orders).isEmpty();
    }

    @Test
    void aClientThatGivesUpIsNoFailure() {
        ServiceLab lab = lab(Policy.FIRST_FIT, ServiceTimes.DEFAULT);
        lab.node(0).manners = Manners.WAITS;
        for (int i = 0; i < 5; i++) {
            Prog client = lab.node(3).prog(50 + i).sendrec(20, 1, 50);
            lab.advance(100 * ServiceLab.MS);
            assertThat(client.last().code()).isEqualTo(TIMEDOUT);
        }
        assertThat(lab.node(0).orders).hasSize(5);
        assertThat(lab.node(1).orders).isEmpty();
    }

    @Test
    void aProgramThatDoesNotStartForANotifyIsAFailure() {
        ServiceLab lab = lab(Policy.FIRST_FIT, ServiceTimes.DEFAULT);
        lab.node(0).manners = Manners.MISSING;
        lab.node(3).prog(5).notifies(20);
        lab.run();
        assertThat(lab.node(0).orders).hasSize(1);

        lab.node(0).manners = Manners.GOOD;
        lab.node(3).prog(50).sendrec(20, 1);
        assertThat(lab.node(1).at(20).seen).containsExactly(1);
    }

    @Test
    void aProgramThatBindsAndDiesAgainAndAgainIsLeftAloneForAWhile() {
        ServiceLab lab =
                new ServiceLab(
                        List.of(0),
                        List.of(3),
                        ServiceLab.service("s", 20, 20, 22, Policy.FIRST_FIT));
        Prog client = lab.node(3).prog(50);
        for (int i = 0; i < 20; i++) {
            client.sendrec(20, i, 1);
            List.copyOf(lab.node(0).programs.values()).forEach(Prog::kill);
            lab.advance(5 * ServiceLab.MS);
            assertThat(client.waits()).isFalse();
        }
        assertThat(lab.node(0).orders).hasSizeLessThan(6);

        lab.advance(20 * ServiceLab.SECOND);
        for (int i = 0; i < 3; i++) {
            client.sendrec(20, 7);
            Prog program = lab.node(0).at(20);
            program.answers(1);
            assertThat(client.last().value()).isEqualTo(1);
            program.kill();
            lab.advance(5 * ServiceLab.MS);
        }
    }
}
