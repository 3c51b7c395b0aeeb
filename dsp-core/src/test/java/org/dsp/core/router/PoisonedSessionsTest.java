package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.config.Policy;
import org.dsp.core.wire.Command;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame of a session that the other node cannot read costs its request, and nothing else. */
class PoisonedSessionsTest {
    private static final int BADREQUEST = ErrorCode.EDVSBADREQUEST.number();

    private final ServiceLab lab =
            new ServiceLab(
                    List.of(0), List.of(3), ServiceLab.service("s", 20, 20, 21, Policy.FIRST_FIT));
    private final Prog other = lab.node(3).prog(60).sendrec(20, 600);

    private void poison(int command) {
        lab.unreadable = h -> h.cmd() == command;
    }

    /** Reconnects, tries again, gives the frame up. */
    private void settle() {
        lab.advance(4 * ServiceLab.SECOND);
        lab.unreadable = h -> false;
    }

    /** The other session has noticed nothing, and the client is served at its next request. */
    private void goesOn(Prog client) {
        lab.node(0).at(20).answers(601);
        assertThat(other.last().value()).isEqualTo(601);
        client.sendrec(20, 9);
        lab.node(0).at(21).answers(10);
        assertThat(client.last().value()).isEqualTo(10);
        client.kill();
        other.kill();
        lab.advance(ServiceLab.SECOND);
        assertThat(lab.node(0).programs).isEmpty();
        assertThat(lab.node(0).node.serverSessions()).isZero();
        assertThat(lab.node(3).node.clientSessions()).isZero();
    }

    @Test
    void anOpening() {
        poison(Command.SNDREC_MSG);
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        settle();
        assertThat(client.last().code()).isEqualTo(BADREQUEST);
        assertThat(lab.node(0).orders).hasSize(1);
        goesOn(client);
    }

    @Test
    void anAnswer() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        poison(Command.REPLY_MSG);
        lab.node(0).at(21).answers(2);
        settle();
        assertThat(client.last().code()).isEqualTo(BADREQUEST);
        goesOn(client);
    }

    /** Of what the router itself says. */
    @ParameterizedTest
    @ValueSource(ints = {Command.REFUSE, Command.SESSION_GONE})
    void aRefusal(int command) {
        Prog client = lab.node(3).prog(50);
        if (command == Command.REFUSE) {
            lab.node(0).manners = ServiceLab.Manners.MISSING;
        } else {
            client.sendrec(20, 1);
            lab.node(0).at(21).answers(2);
            long id = lab.node(0).opened.get(1).id();
            // Its CLOSE is under way when the client asks.
            lab.later.add(() -> lab.node(0).node.endSession(id, "operator", lab.now));
        }
        poison(command);
        client.sendrec(20, 3);
        settle();
        assertThat(client.waits()).isFalse();
        assertThat(client.last().code()).isNegative();
        lab.node(0).manners = ServiceLab.Manners.GOOD;
        goesOn(client);
    }

    /** Nothing can stand for an end: the nodes part, each call has one error, nothing is left. */
    @Test
    void anEnd() {
        Prog client = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(21).answers(2);
        poison(Command.CLOSE);
        lab.node(0).at(21).kill();
        settle();
        assertThat(other.last().code()).isEqualTo(ErrorCode.EDVSNOTCONN.number());
        assertThat(lab.node(0).programs).isEmpty();
        other.sendrec(20, 600);
        goesOn(client);
    }
}
