package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.dsp.core.config.Policy;
import org.dsp.core.node.FrameTap;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

/** What who looks at the frames of sessions is shown, on both sides and on one node. */
class FrameTapTest {
    private final ServiceLab lab =
            new ServiceLab(
                    List.of(0, 1),
                    List.of(3),
                    ServiceLab.service("s", 20, 21, 29, Policy.FIRST_FIT));

    /** Notes frames as {@code WAY peer: COMMAND src>dst server=EP@NODE seen_as=EP@NODE}. */
    private static final class Notes implements FrameTap {
        private final List<String> lines = new ArrayList<>();
        private final List<Long> sessions = new ArrayList<>();
        private LongPredicate wanted = id -> id != 0;

        @Override
        public boolean wants(long session) {
            return wanted.test(session);
        }

        @Override
        public void frame(Way way, int peer, ProxyHeader h, ServedAt at) {
            sessions.add(Router.session(h));
            lines.add(
                    "%s %d: %s %d@%d>%d@%d server=%d@%d seen_as=%d@%d"
                            .formatted(
                                    way,
                                    peer,
                                    Command.name(h.cmd()),
                                    h.src(),
                                    h.snode(),
                                    h.dst(),
                                    h.dnode(),
                                    at.endpoint,
                                    at.node,
                                    at.shownEndpoint,
                                    at.shownNode));
        }
    }

    private Notes tap(int node) {
        Notes notes = new Notes();
        lab.node(node).node.tap(notes);
        return notes;
    }

    @Test
    void bothEndsShowEveryFrameOfASessionInOrder() {
        lab.presented(7);
        Notes client = tap(3);
        Notes server = tap(0);

        lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(21).answers(2);
        lab.node(0).node.endSession(server.sessions.get(0), "operator", lab.now);
        lab.run();

        assertThat(client.lines)
                .containsExactly(
                        "OUT 0: CMD_SNDREC_MSG 50@3>20@0 server=-1@0 seen_as=20@7",
                        "IN 0: CMD_REPLY_MSG 20@0>50@3 server=-1@0 seen_as=20@7",
                        "IN 0: CMD_CLOSE 20@0>50@3 server=-1@0 seen_as=20@7");
        assertThat(server.lines)
                .containsExactly(
                        "IN 3: CMD_SNDREC_MSG 50@3>20@0 server=21@0 seen_as=20@7",
                        "OUT 3: CMD_REPLY_MSG 20@0>50@3 server=21@0 seen_as=20@7",
                        "OUT 3: CMD_CLOSE 20@0>50@3 server=-1@-1 seen_as=-1@-1");
        assertThat(client.sessions).hasSize(3).containsOnly(client.sessions.get(0));
        assertThat(server.sessions).isEqualTo(client.sessions);
    }

    @Test
    void whatStaysOnOneNodeIsShownAsWell() {
        Notes notes = tap(0);

        lab.node(0).prog(50).sendrec(20, 1);
        lab.node(0).at(21).answers(2);

        assertThat(notes.lines)
                .containsExactly(
                        "LOOP 0: CMD_SNDREC_MSG 50@0>20@0 server=21@0 seen_as=20@0",
                        "LOOP 0: CMD_REPLY_MSG 20@0>50@0 server=21@0 seen_as=20@0");
    }

    @Test
    void onlyWhatIsWantedIsShownAndNothingToNobody() {
        Notes notes = tap(3);
        Prog first = lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).at(21).answers(2);
        long wanted = notes.sessions.get(0);
        notes.wanted = id -> id == wanted;
        notes.lines.clear();

        lab.node(3).prog(51).sendrec(20, 1);
        lab.node(0).at(22).answers(2);
        assertThat(notes.lines).isEmpty();
        first.sendrec(20, 3);
        assertThat(notes.lines).hasSize(1);

        lab.node(3).node.tap(FrameTap.NONE);
        lab.node(0).at(21).answers(4);
        assertThat(first.last().value()).isEqualTo(4);
        assertThat(notes.lines).hasSize(1);
    }

    @Test
    void framesOfNoSessionAreNotOffered() {
        Notes notes = tap(3);
        List<Long> asked = new ArrayList<>();
        notes.wanted =
                id -> {
                    asked.add(id);
                    return false;
                };
        Prog server = lab.node(1).prog(10);
        server.receive();
        lab.node(3).node.operator().remoteBind(0, 10, 1, "far", lab.now);

        lab.node(3).prog(50).sendrec(10, 1);

        assertThat(server.seen).containsExactly(1);
        assertThat(asked).isNotEmpty().containsOnly(0L);
        assertThat(notes.lines).isEmpty();
    }
}
