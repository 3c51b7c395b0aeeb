package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value.Fields;
import org.junit.jupiter.api.Test;

class TableTest {
    private static Fields row(long id, String name, long millis) {
        return new FieldsBuilder()
                .with("id", id)
                .with("name", name)
                .with("age", millis)
                .with("on", true)
                .build();
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table =
                new Table()
                        .right("ID", "id")
                        .left("NAME", "name")
                        .duration("AGE", "age")
                        .left("ON", "on")
                        .left("X", "absent");

        assertThat(table.lines(List.of(row(1, "alpha", 20), row(100, "b", 61_000))))
                .containsExactly(
                        " ID  NAME     AGE  ON   X",
                        "  1  alpha  20 ms  yes  -",
                        "100  b      1 min  yes  -");
        assertThat(new Table().left("A", "a").lines(List.of())).containsExactly("A");
    }

    @Test
    void whatOthersWroteIsHarmlessToATerminal() {
        assertThat(Texts.printable("a\u001b[2Jb\nc\u202e")).isEqualTo("a?[2Jb?c?");
    }

    @Test
    void durationsHaveOneUnit() {
        long[] millis = {0, 999, 1500, 59_000, 3_600_000, 90_000_000};

        assertThat(
                        java.util.Arrays.stream(millis)
                                .mapToObj(m -> Texts.duration(row(1, "", m), "age")))
                .containsExactly("0 ms", "999 ms", "1.5 s", "59.0 s", "1 h", "1 d");
    }
}
