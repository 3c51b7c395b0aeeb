package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SessionTableTest {
    @Property(tries = 300)
    void itIsAMap(@ForAll List<@IntRange(min = -40, max = 40) Integer> steps) {
        SessionTable table = SessionTable.byId();
        Map<Long, Session> model = new HashMap<>();
        for (int step : steps) {
            long id = Math.abs(step) + 1L;
            Session session = Sessions.of(id, 1, 2);
            if (step >= 0) {
                assertThat(table.add(session)).isEqualTo(model.putIfAbsent(id, session) == null);
            } else {
                assertThat(table.remove(id)).isSameAs(model.remove(id));
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
        for (long id = 1; id <= 41; id++) {
            assertThat(table.get(id)).isSameAs(model.get(id));
        }
        List<Session> all = new ArrayList<>();
        table.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
        assertThat(table.toArray()).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void manyComeAndGo() {
        SessionTable table = SessionTable.byId();
        for (int i = 1; i <= 100_000; i++) {
            assertThat(table.add(Sessions.of(i, 1, 2))).isTrue();
        }
        for (int i = 1; i <= 100_000; i += 2) {
            assertThat(table.remove(i)).isNotNull();
        }
        for (int i = 1; i <= 100_000; i++) {
            assertThat(table.get(i) != null).isEqualTo(i % 2 == 0);
        }
        table.clear();
        assertThat(table.size()).isZero();
        assertThat(table.get(2)).isNull();
    }
}
