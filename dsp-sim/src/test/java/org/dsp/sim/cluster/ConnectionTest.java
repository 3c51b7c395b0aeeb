package org.dsp.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Wires;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private final Events events = new Events();
    private final Wires wires = new Wires(events, new Dice(1), 2);
    private final Holder here = new Holder();
    private final Holder there = new Holder();
    private final Connection connection =
            new Connection(
                    events,
                    wires,
                    new Dice(2),
                    new Connection.Place(0, here),
                    new Connection.Place(1, there));

    private static final class Holder implements Connection.Holder {
        private final List<Integer> frames = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private boolean over;

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void frame(Connection.End end, ProxyHeader header, Payload payload) {
            frames.add(header.sndSeq());
        }

        @Override
        public void closed(Connection.End end, String why) {
            ends.add(why);
        }
    }

    private void write(Connection.End end, int sequence) {
        ProxyHeader header = new ProxyHeader().cmd(Command.SEND_MSG).sndSeq(sequence);
        end.write(header, Payload.EMPTY);
        header.clear();
    }

    private void run() {
        events.runUntil(events.now() + Events.SECOND);
    }

    @Test
    void framesArriveInOrderThenTheEndOnceOnBothSides() {
        write(connection.dialer(), 1);
        write(connection.dialer(), 2);
        connection.dialer().close("enough");
        write(connection.dialer(), 3);
        run();
        assertThat(there.frames).containsExactly(1, 2);
        assertThat(there.ends).containsExactly("enough");
        assertThat(here.ends).containsExactly("closed here: enough");
    }

    @Test
    void whatIsAbortedArrivesInPartAtMost() {
        write(connection.acceptor(), 1);
        write(connection.acceptor(), 2);
        connection.acceptor().abort("no");
        run();
        assertThat(List.of(1, 2)).startsWith(here.frames.toArray(Integer[]::new));
        assertThat(here.ends).hasSize(1);
    }

    @Test
    void aDeadProcessIsNoticedOnceTheLineCarries() {
        wires.cut(0, 1);
        here.over = true;
        connection.dialer().die();
        run();
        assertThat(there.ends).isEmpty();
        wires.heal(0, 1);
        run();
        assertThat(there.ends).containsExactly("reset by peer");
    }

    @Test
    void whoWritesToAProcessThatIsGoneIsToldSo() {
        there.over = true;
        write(connection.dialer(), 1);
        run();
        assertThat(here.ends).containsExactly("reset by peer");
    }
}
