package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.dsp.core.config.Access;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.router.ServiceLab.Manners;
import org.dsp.core.session.NodeSessions;
import org.dsp.core.session.SessionStatus;
import org.dsp.core.session.SessionStatus.State;
import org.junit.jupiter.api.Test;

/** What a node tells of its sessions. */
class SessionListTest {
    private static final ServiceTimes WAITING =
            new ServiceTimes(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(9));

    private final ServiceLab lab =
            new ServiceLab(
                    List.of(0),
                    List.of(3),
                    ServiceLab.service("s", 20, 21, 22, Policy.FIRST_FIT, WAITING, Access.ALL));

    private NodeSessions of(int node) {
        return lab.node(node).node.sessions(100, lab.now);
    }

    private SessionStatus only(int node) {
        assertThat(of(node).some()).hasSize(1);
        return of(node).some().get(0);
    }

    @Test
    void bothEndsTellOfASessionWhatTheyKnow() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(21).answers(2);
        client.sendrec(20, 3);
        lab.node(0).at(21).answers(4);
        client.sendrec(20, 5);
        lab.advance(2 * ServiceLab.SECOND);

        assertThat(only(0))
                .extracting(
                        SessionStatus::clientNode,
                        SessionStatus::client,
                        SessionStatus::serverNode,
                        SessionStatus::endpoint,
                        SessionStatus::external,
                        SessionStatus::state,
                        SessionStatus::ageMillis,
                        SessionStatus::requests)
                .containsExactly(3, 50, 0, 21, 20, State.OPEN, 2000L, 3L);
        assertThat(only(0).pid()).isPositive();
        assertThat(only(3))
                .extracting(
                        SessionStatus::id,
                        SessionStatus::clientNode,
                        SessionStatus::client,
                        SessionStatus::serverNode,
                        SessionStatus::endpoint,
                        SessionStatus::state,
                        SessionStatus::ageMillis,
                        SessionStatus::requests)
                .containsExactly(only(0).id(), 3, 50, 0, -1, State.OPEN, 2000L, 3L);
        assertThat(only(3).clientPid()).isEqualTo(only(0).clientPid()).isPositive();
    }

    @Test
    void oneThatStartsAndOneThatWaitsAreThere() {
        lab.node(0).manners = Manners.WAITS;
        lab.node(3).prog(50).sendrec(20, 1);
        assertThat(only(0).state()).isEqualTo(State.STARTING);
        assertThat(only(0).pid()).isZero();
        assertThat(only(3).state()).isEqualTo(State.STARTING);

        lab.node(0).takesNew = false;
        lab.publish();
        lab.node(3).prog(51).sendrec(20, 1);

        assertThat(of(3).some())
                .extracting(SessionStatus::client, SessionStatus::state, SessionStatus::serverNode)
                .containsExactlyInAnyOrder(
                        tuple(50, State.STARTING, 0), tuple(51, State.WAITING, -1));
        assertThat(of(0).some()).hasSize(1);
    }

    @Test
    void aClientThatGaveUpWaitingIsNotThere() {
        lab.node(0).takesNew = false;
        lab.publish();
        Prog client = lab.node(3).prog(50).sendrec(20, 1, 500);
        assertThat(of(3).total()).isEqualTo(1);

        lab.advance(ServiceLab.SECOND);
        assertThat(client.waits()).isFalse();
        assertThat(of(3).total()).isZero();
        assertThat(of(3).some()).isEmpty();
    }

    @Test
    void oneOfTwoProcessesOfTheSameNodeIsThereOnce() {
        lab.node(0).prog(50).sendrec(20, 1);

        assertThat(only(0).endpoint()).isEqualTo(21);
        assertThat(only(0).clientNode()).isZero();
    }

    @Test
    void ofManySomeAreToldAndAllCounted() {
        lab.node(3).prog(50).sendrec(20, 1);
        lab.node(3).prog(51).sendrec(20, 1);

        for (int node : List.of(0, 3)) {
            NodeSessions one = lab.node(node).node.sessions(1, lab.now);
            assertThat(one.total()).isEqualTo(2);
            assertThat(one.some()).hasSize(1);
        }
    }

    @Test
    void whoServesItCanEndIt() {
        lab.node(3).prog(50).sendrec(20, 1);
        long id = only(0).id();

        assertThat(lab.node(3).node.knowsSession(id)).isTrue();
        assertThat(lab.node(3).node.endSession(id, "operator", lab.now)).isFalse();
        assertThat(lab.node(0).node.endSession(id, "operator", lab.now)).isTrue();
        assertThat(lab.node(0).node.endSession(id, "operator", lab.now)).isFalse();
        lab.run();

        assertThat(of(0).some()).isEmpty();
        assertThat(of(3).some()).isEmpty();
        assertThat(lab.node(3).node.knowsSession(id)).isFalse();
    }
}
