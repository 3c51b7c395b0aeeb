package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Openings that are wrong, repeated, or too many. */
class HostileOpeningsTest {
    private static final int FLOOD = 20_000;

    private final HostileLab lab = new HostileLab();

    static Stream<Arguments> wrong() {
        return Stream.of(
                change("an endpoint that no client has", h -> h.src(27_342)),
                change("a negative endpoint", h -> h.src(-40)),
                change("no container", h -> h.dcid(31)),
                change("another node's frame", h -> h.dnode(1)),
                change("no process", h -> h.srcGen(0)),
                change("no request", h -> h.request(0)),
                change("a session of node 3", h -> h.session(HostileLab.id(3, 1))),
                change("a session of this node", h -> h.session(HostileLab.id(0, 1))),
                change("any session", h -> h.session(777)),
                change("an endpoint inside the range", h -> h.dst(23)));
    }

    private static Arguments change(String what, UnaryOperator<ProxyHeader> how) {
        return Arguments.of(what, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void nothingStartsForAnOpeningThatIsWrong(String what, UnaryOperator<ProxyHeader> how) {
        lab.arrives(how.apply(HostileLab.opening(4, 22, HostileLab.id(4, 1), 1)));

        assertThat(lab.orders).as(what).isEmpty();
        assertThat(lab.router.serverSessions()).isZero();
        assertThat(lab.drain()).isEqualTo(1);

        // The node whose name it took, or whoever it was meant to harm, is served.
        lab.arrives(HostileLab.opening(3, 22, HostileLab.id(3, 1), 1));
        assertThat(lab.orders).hasSize(1);
    }

    @Test
    void whatIsRepeatedRunsOnce() {
        ProxyHeader opening = HostileLab.opening(4, 20, HostileLab.id(4, 1), 1);
        lab.arrives(new ProxyHeader().copyFrom(opening));
        lab.arrives(new ProxyHeader().copyFrom(opening));
        lab.receive();
        lab.arrives(new ProxyHeader().copyFrom(opening));
        lab.reply();
        assertThat(lab.pull(4).cmd()).isEqualTo(Command.REPLY_MSG);
        lab.arrives(new ProxyHeader().copyFrom(opening));
        lab.receive();

        assertThat(lab.messages).isEqualTo(1);
        assertThat(lab.router.serverSessions()).isEqualTo(1);
        assertThat(lab.drain()).isZero();
    }

    @Test
    void oneThatStillStartsIsStartedOnceHoweverOftenItIsRepeated() {
        ProxyHeader opening = HostileLab.opening(4, 22, HostileLab.id(4, 1), 1);
        for (int i = 0; i < 10; i++) {
            lab.arrives(new ProxyHeader().copyFrom(opening));
        }
        assertThat(lab.orders).hasSize(1);
        assertThat(lab.drain()).isZero();
    }

    @Test
    void aRepeatOfOneThatHasEndedOpensNothing() {
        ProxyHeader opening = HostileLab.opening(4, 22, HostileLab.id(4, 1), 1);
        lab.arrives(new ProxyHeader().copyFrom(opening));
        lab.arrives(new ProxyHeader().copyFrom(opening).cmd(Command.CLOSE));
        lab.arrives(new ProxyHeader().copyFrom(opening));

        assertThat(lab.orders).hasSize(1);
        assertThat(lab.router.serverSessions()).isZero();
        assertThat(lab.pull(4).cmd()).isEqualTo(Command.SESSION_GONE);
    }

    /** Nobody reads the answers: few wait, few programs start, and its link is to be closed. */
    @Test
    void aFloodFromOneNodeIsBounded() {
        SessionIds ids = new SessionIds(4, 1);
        for (int i = 0; i < FLOOD; i++) {
            lab.arrives(HostileLab.opening(4, 22, ids.next(), 1 + i).src(50 + i % 100));
        }

        assertThat(lab.kernel.flooded(4)).isTrue();
        assertThat(lab.orders.size()).isLessThanOrEqualTo(HostileLab.STARTS);
        assertThat(lab.router.serverSessions()).isLessThanOrEqualTo(HostileLab.STARTS);
        assertThat(lab.drain()).isLessThan(FLOOD / 10);
        assertThat(lab.kernel.flooded(3)).isFalse();
    }

    @Test
    void soIsAFloodOfRequestsInSessionsThatAreGone() {
        List<Integer> flags = List.of(0, ProxyHeader.FLAG_OPENS);
        for (int i = 0; i < FLOOD; i++) {
            ProxyHeader h = HostileLab.opening(4, 22, 777 + i, 1 + i);
            lab.arrives(h.flags(ProxyHeader.FLAG_ROUTING | flags.get(i % 2)));
        }
        assertThat(lab.kernel.flooded(4)).isTrue();
        assertThat(lab.drain()).isLessThan(FLOOD / 10);
    }
}
