package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
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

/** Programs started by hand, shared by many sessions. */
class SharedServiceTest {
    private static final int SRCDIED = ErrorCode.EDVSSRCDIED.number();

    private static final Service SHARED =
            new Service(
                    "shared",
                    OptionalInt.of(0),
                    new Endpoints(10, 10, 11),
                    Bind.EXTERNAL,
                    Optional.empty(),
                    Policy.FIRST_FIT,
                    ServiceTimes.DEFAULT,
                    3,
                    Access.ALL);

    private final ServiceLab lab = new ServiceLab(List.of(0), List.of(3, 4), SHARED);

    @Test
    void sessionsSpreadOverTheProgramsThatAreThere() {
        Prog first = lab.node(0).prog(10).receive();
        Prog second = lab.node(0).prog(11).receive();
        Prog a = lab.node(3).prog(51).sendrec(10, 1);
        Prog b = lab.node(4).prog(51).sendrec(10, 2);
        Prog c = lab.node(0).prog(51).sendrec(10, 3);

        assertThat(first.seen).containsExactly(1);
        assertThat(second.seen).containsExactly(2);
        first.answers(11);
        second.answers(12);
        assertThat(a.last().value()).isEqualTo(11);
        assertThat(b.last().value()).isEqualTo(12);
        // Another 51: the program knows it by another name, and answers it.
        assertThat(first.seen).containsExactly(1, 3);
        assertThat(first.last().source()).isNotEqualTo(51);
        first.answers(13);
        assertThat(c.last().value()).isEqualTo(13);
        assertThat(c.last().source()).isEqualTo(10);
    }

    @Test
    void noMoreThanItsSessions() {
        lab.node(0).prog(10).receive();
        for (int i = 0; i < 3; i++) {
            assertThat(lab.node(3).prog(50 + i).sendrec(10, i).waits()).isTrue();
        }
        assertThat(lab.node(3).prog(60).sendrec(10, 9).last().code())
                .isEqualTo(ErrorCode.EDVSNOSPC.number());
    }

    @Test
    void withoutAProgramNobodyIsBound() {
        assertThat(lab.node(3).prog(50).sendrec(10, 1).last().code())
                .isEqualTo(ErrorCode.EDVSNOTBIND.number());
    }

    @Test
    void aProgramThatDiesEndsAllItsSessionsWithOneErrorEach() {
        Prog server = lab.node(0).prog(10).receive();
        Prog a = lab.node(3).prog(50).sendrec(10, 1);
        Prog b = lab.node(4).prog(50).sendrec(10, 2);
        Prog c = lab.node(0).prog(50).sendrec(10, 3);
        server.kill();

        assertThat(List.of(a.last().code(), b.last().code(), c.last().code()))
                .allMatch(code -> code < 0);
        assertThat(List.of(a.waits(), b.waits(), c.waits())).containsOnly(false);
        assertThat(lab.node(0).node.serverSessions()).isZero();
        assertThat(lab.node(0).closed).hasSize(3);
        assertThat(lab.node(3).node.clientSessions()).isZero();
        assertThat(lab.node(0).node.clientSessions()).isZero();
    }

    @Test
    void anEndWithAnAnswerOwedIsOneErrorThoughTheProgramLives() {
        Prog server = lab.node(0).prog(10).receive();
        Prog client = lab.node(3).prog(50).sendrec(10, 1);
        lab.node(0).node.endSession(lab.node(0).opened.get(0).id(), "operator", lab.now);
        lab.run();
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSDSTDIED.number());

        assertThat(server.reply(50, 2).last().code()).as("it is owed nothing").isNegative();
        server.receive();
        client.sendrec(10, 3);
        server.answers(4);
        assertThat(client.last().value()).isEqualTo(4);
    }

    @Test
    void whatWaitsInAProgramEndsWithItsSession() {
        Prog server = lab.node(0).prog(10);
        Prog client = lab.node(3).prog(50).sendrec(10, 1);
        lab.node(0).node.endSession(lab.node(0).opened.get(0).id(), "operator", lab.now);
        lab.run();
        assertThat(client.last().code()).isEqualTo(ErrorCode.EDVSDSTDIED.number());

        client.sendrec(10, 2);
        assertThat(client.waits()).as("%s", client.ends).isTrue();
        assertThat(server.receive().seen).containsExactly(2);
    }

    @Test
    void anEndedSessionKeepsNoName() {
        Duration second = Duration.ofSeconds(1);
        ServiceLab timed =
                new ServiceLab(
                        List.of(0),
                        List.of(3, 4),
                        new Service(
                                "shared",
                                OptionalInt.of(0),
                                new Endpoints(10, 10, 11),
                                Bind.EXTERNAL,
                                Optional.empty(),
                                Policy.FIRST_FIT,
                                new ServiceTimes(second, second, second),
                                1000,
                                Access.ALL));
        Prog server = timed.node(0).prog(10).receive();
        for (int endpoint = 30; endpoint < 221; endpoint++) {
            timed.node(3).prog(endpoint).sendrec(10, endpoint);
            server.answers(1);
        }
        timed.advance(3 * ServiceLab.SECOND);
        assertThat(timed.node(0).node.serverSessions()).isZero();

        Prog client = timed.node(4).prog(50).sendrec(10, 2);
        assertThat(client.waits()).as("%s", client.ends).isTrue();
    }

    @Test
    void aProgramMayAskAServerOfItsNodeThatCalledIt() {
        Prog server = lab.node(0).prog(10).receive();
        Prog caller = lab.node(0).prog(5).notifies(10).receive();
        server.sendrec(5, 7);
        assertThat(caller.seen.equals(List.of(7)) || !server.waits())
                .as("it is asked, or there is an error")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void whoReceivesFromAClientThatDiesIsToldSo(int node) {
        Prog server = lab.node(0).prog(10).receive();
        Prog client = lab.node(node).prog(5).notifies(10);
        server.receiveFrom(server.last().source());
        client.kill();
        lab.advance(ServiceLab.SECOND);
        assertThat(server.last().code()).isEqualTo(SRCDIED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aCopyEndsWithItsSession(int node) {
        lab.node(0).prog(10).receive();
        Prog server = lab.node(0).prog(11).receive();
        lab.node(3).prog(49).sendrec(10, 0);
        lab.node(node).prog(50).sendrec(10, 1);
        long id = lab.node(0).opened.get(1).id();
        lab.later.add(() -> lab.node(0).node.endSession(id, "operator", lab.now));

        server.vcopy(50, 0, org.dsp.ipc.Endpoints.SELF, 0, 64);
        lab.advance(10 * ServiceLab.SECOND);
        assertThat(server.waits()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aCopyEndsWithItsClient(int node) {
        lab.node(0).prog(10).receive();
        Prog server = lab.node(0).prog(11).receive();
        lab.node(3).prog(49).sendrec(10, 0);
        Prog client = lab.node(node).prog(50).sendrec(10, 1);
        lab.later.add(client::kill);

        server.vcopy(50, 0, org.dsp.ipc.Endpoints.SELF, 0, 64);
        lab.advance(10 * ServiceLab.SECOND);
        assertThat(server.last().code()).isEqualTo(SRCDIED);
    }

    /** A copy names one session, and each client is in its own (docs/architecture.md). */
    @Test
    void aProgramCopiesNothingFromOneOfItsClientsToAnother() {
        Prog server = lab.node(0).prog(10).receive();
        Prog a = lab.node(3).prog(50).sendrec(10, 1);
        server.receive();
        Prog b = lab.node(4).prog(51).sendrec(10, 2);
        a.fill(0, 100, 7);

        assertThat(server.vcopy(50, 0, 51, 0, 100)).isEqualTo(ErrorCode.EDVSPROCSTS.number());

        // By its own memory it does.
        assertThat(server.vcopy(50, 0, org.dsp.ipc.Endpoints.SELF, 0, 100)).isEqualTo(100);
        assertThat(server.vcopy(org.dsp.ipc.Endpoints.SELF, 0, 51, 0, 100)).isEqualTo(100);
        assertThat(Arrays.copyOf(b.memory, 100)).isEqualTo(Arrays.copyOf(a.memory, 100));
        server.reply(50, 1);
        server.reply(51, 2);
        assertThat(a.last().value()).isEqualTo(1);
        assertThat(b.last().value()).isEqualTo(2);
    }
}
