package org.dsp.sim.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipeTest {
    private final Events events = new Events();
    private final Wires wires = new Wires(events, new Dice(3), 2);
    private final List<Integer> got = new ArrayList<>();
    private boolean takes = true;
    private final Pipe<Integer> pipe =
            new Pipe<>(
                    events,
                    wires,
                    0,
                    1,
                    what -> {
                        if (takes) {
                            got.add(what);
                        }
                        return takes;
                    });

    private static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    private void run(long ms) {
        events.runUntil(events.now() + ms * Events.MS);
    }

    @Test
    void thingsArriveInOrderAfterTheirTime() {
        wires.latency(0, 1, 5 * Events.MS);
        upTo(50).forEach(pipe::send);
        run(4);
        assertThat(got).isEmpty();
        run(4);
        assertThat(got).isEqualTo(upTo(50));
    }

    @Test
    void aCutHoldsThemAndAHealLetsThemGo() {
        wires.cut(0, 1);
        assertThat(wires.whole()).isFalse();
        upTo(3).forEach(pipe::send);
        run(1000);
        assertThat(got).isEmpty();
        assertThat(pipe.underWay()).isEqualTo(3);
        pipe.lose(2);
        wires.heal(0, 1);
        pipe.send(2);
        run(1000);
        assertThat(got).isEqualTo(upTo(3));
        assertThat(wires.whole()).isTrue();
    }

    @Test
    void theOtherDirectionIsAnotherLine() {
        wires.cut(1, 0);
        pipe.send(0);
        run(1);
        assertThat(got).isEqualTo(upTo(1));
        assertThat(wires.bothWays(0, 1)).isFalse();
    }

    @Test
    void aFrozenReceiverReadsLater() {
        wires.freeze(1);
        upTo(3).forEach(pipe::send);
        run(1000);
        assertThat(got).isEmpty();
        wires.thaw(1);
        run(10);
        assertThat(got).isEqualTo(upTo(3));
    }

    @Test
    void whatIsRefusedIsTriedAgainAndNothingOvertakesIt() {
        takes = false;
        upTo(2).forEach(pipe::send);
        run(10);
        takes = true;
        pipe.send(2);
        run(10);
        assertThat(got).isEmpty();
        pipe.retry();
        run(1);
        assertThat(got).isEqualTo(upTo(3));
    }

    @Test
    void theRefusedMayBeLost() {
        takes = false;
        pipe.send(7);
        run(10);
        pipe.lose(0);
        takes = true;
        pipe.send(0);
        run(10);
        assertThat(got).isEqualTo(upTo(1));
    }

    @Test
    void healAllMakesEverythingFastAndAwake() {
        wires.latency(0, 1, Events.SECOND);
        wires.freeze(1);
        wires.cut(0, 1);
        pipe.send(0);
        wires.healAll();
        run(5_000);
        assertThat(got).isEqualTo(upTo(1));
        assertThat(wires.travel(0, 1)).isLessThan(Events.MS);
    }
}
