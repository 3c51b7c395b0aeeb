package org.dsp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TablesTest {
    /** Ids that collide: few, and far apart. Even numbers put, odd ones remove. */
    @Property
    void aTableIsAMap(@ForAll @Size(max = 400) List<@IntRange(min = 2, max = 200) Integer> steps) {
        LongTable<Integer> table = new LongTable<>();
        Map<Long, Integer> map = new HashMap<>();
        for (int step : steps) {
            long key = (long) (step / 2) << 40;
            if (step % 2 == 0) {
                table.put(key, step);
                map.put(key, step);
            } else {
                table.remove(key);
                map.remove(key);
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
        for (long id = 1; id <= 100; id++) {
            assertThat(table.get(id << 40)).isEqualTo(map.get(id << 40));
        }
        List<Integer> all = new ArrayList<>();
        table.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(map.values());
    }

    @Test
    void sessionsAreFoundByIdByClientAndByRequest() {
        ClientSessions sessions = new ClientSessions();
        ClientSession a = new ClientSession(0, 50, 1, 10);
        ClientSession b = new ClientSession(0, 50, 1, 20);
        b.request = 7;
        sessions.add(a);
        sessions.add(b);
        a.id = 5;
        sessions.named(a);

        assertThat(sessions.get(5)).isSameAs(a);
        assertThat(sessions.find(0, 50, 20)).isSameAs(b);
        assertThat(sessions.find(0, 51, 20)).isNull();
        assertThat(sessions.withRequest(0, 50, 1, 7)).isSameAs(b);
        assertThat(sessions.withRequest(0, 50, 2, 7)).isNull();
        sessions.unnamed(a);
        assertThat(sessions.get(5)).isNull();
        sessions.forEachOf(0, 50, sessions::remove);
        assertThat(sessions.find(0, 50, 10)).isNull();
        assertThat(sessions.find(0, 50, 20)).isNull();
    }

    @Test
    void onlyTheLastEndsAreRemembered() {
        Tombstones ended = new Tombstones(3);
        for (long id = 1; id <= 4; id++) {
            ended.add(id);
        }
        assertThat(ended.has(1)).isFalse();
        assertThat(ended.has(2)).isTrue();
        assertThat(ended.has(4)).isTrue();
    }
}
