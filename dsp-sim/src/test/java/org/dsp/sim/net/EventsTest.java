package org.dsp.sim.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
    private record Due(long time, int number) {}

    @Test
    void everythingRunsByTimeAndFirstComeFirstServed() {
        Dice dice = new Dice(1);
        Events events = new Events();
        List<Due> given = new ArrayList<>();
        List<Due> ran = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Due due = new Due(dice.below(300), i);
            given.add(due);
            events.at(
                    due.time(),
                    () -> {
                        assertThat(events.now()).isEqualTo(due.time());
                        ran.add(due);
                    });
        }
        events.runUntil(1_000);
        given.sort(Comparator.comparingLong(Due::time).thenComparingInt(Due::number));
        assertThat(ran).isEqualTo(given);
        assertThat(events.now()).isEqualTo(1_000);
        assertThat(events.ran()).isEqualTo(5_000);
    }

    @Test
    void anEventMayAskForOthersAndForThePast() {
        Events events = new Events();
        List<String> ran = new ArrayList<>();
        events.at(
                10,
                () -> {
                    events.at(3, () -> ran.add("late at " + events.now()));
                    events.after(5, () -> ran.add("after at " + events.now()));
                });
        events.at(12, () -> ran.add("other"));
        events.runUntil(14);
        assertThat(ran).containsExactly("late at 10", "other");
        events.runUntil(15);
        assertThat(ran).hasSize(3);
    }
}
