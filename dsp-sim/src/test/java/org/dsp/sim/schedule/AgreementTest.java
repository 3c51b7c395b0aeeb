package org.dsp.sim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dsp.core.agent.Session;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.PlainReader;
import org.dsp.sim.cluster.World;
import org.dsp.sim.cluster.WorldSettings;
import org.dsp.sim.net.Events;
import org.junit.jupiter.api.Test;

/** That what must hold is looked at: each untruth is found. */
class AgreementTest {
    private final Ledger ledger = new Ledger();
    private final World world = new World(3, WorldSettings.linked(4), ledger);

    AgreementTest() {
        IntStream.range(0, 3).forEach(node -> world.start(node, node));
        world.run(10 * Events.SECOND);
        ledger.asked(daemon(0), 1);
        daemon(0).configure(PlainReader.text(List.of(0, 1), List.of(), 1), 1);
        world.run(10 * Events.SECOND);
    }

    private Daemon daemon(int machine) {
        return world.on(machine).orElseThrow();
    }

    private List<String> problems() {
        return Agreement.problems(world.daemons(), ledger);
    }

    private static Session session(long id, int client, int ep) {
        return new Session(id, 0, 20, client, ep, 7, 1, 0, 1, 1, 1);
    }

    private void open(Session session, long clientLife) {
        ledger.opened(daemon(0), new OpenSession(session, clientLife));
        daemon(0).open(session);
        world.run(Events.SECOND);
    }

    @Test
    void aQuietClusterAgrees() {
        open(session(1, 2, 50), daemon(2).life());
        assertThat(problems()).isEmpty();
        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.unanswered()).isEmpty();
        assertThat(ledger.linkedLife(daemon(0), 2)).hasValue(daemon(2).life());
        assertThat(ledger.messages()).isPositive();
        assertThat(ledger.bytes()).isGreaterThan(ledger.messages());
        assertThat(ledger.ups()).isEqualTo(6);
    }

    @Test
    void aSessionThatNobodyOpenedIsFound() {
        daemon(0).open(session(1, 2, 50));
        world.run(Events.SECOND);
        assertThat(problems()).hasSize(3).allMatch(line -> line.contains("other sessions"));
    }

    @Test
    void aSessionThatOutlivesItsClientsNodeIsFound() {
        open(session(1, 2, 50), 4711);
        assertThat(problems()).singleElement().asString().contains("outlives");
    }

    @Test
    void twoSessionsOfOneClientAreFound() {
        ledger.opened(daemon(0), new OpenSession(session(1, 2, 50), daemon(2).life()));
        ledger.opened(daemon(0), new OpenSession(session(2, 2, 50), daemon(2).life()));
        assertThat(problems()).anyMatch(line -> line.contains("two sessions serve one client"));
    }

    @Test
    void aPartitionIsFound() {
        for (int other = 0; other < 3; other++) {
            world.wires().cut(1, other);
            world.wires().cut(other, 1);
        }
        world.run(15 * Events.SECOND);
        assertThat(problems())
                .anyMatch(line -> line.startsWith("views differ"))
                .anyMatch(line -> line.contains("bm_cluster"))
                .anyMatch(line -> line.contains("not linked"));
        world.heal();
        world.run(15 * Events.SECOND);
        assertThat(problems()).isEmpty();
    }

    @Test
    void twoDaemonsOfOneNodeAreFound() {
        world.start(3, 2);
        assertThat(problems()).singleElement().asString().contains("as one node");
    }

    @Test
    void aWrongAnswerIsFound() {
        ledger.asked(daemon(1), 2);
        assertThat(ledger.unanswered()).containsExactly(2L);
        ledger.configured(daemon(0), 2, ledger.answers().get(1L));
        assertThat(ledger.problems()).singleElement().asString().contains("somebody else");
    }

    @Test
    void aSessionEndedThatIsNotThereIsFound() {
        ledger.sessionEnded(daemon(0), session(9, 2, 50), "why");
        assertThat(ledger.problems()).singleElement().asString().contains("that it has not");
    }
}
