package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;
import org.junit.jupiter.api.Test;

class BitmapTest {
    private static Fields report(long... ids) {
        List<Value> values = Arrays.stream(ids).mapToObj(Value::of).toList();
        return new FieldsBuilder().with("bm_cluster", values).with("bm_init", List.of()).build();
    }

    @Test
    void theLowestIdStandsAtTheRightAsInTheOriginal() {
        assertThat(Bitmap.lines(report(1, 31), List.of("bm_cluster", "bm_init")))
                .containsExactly(
                        "31-0       10987654321098765432109876543210",
                        "bm_cluster X-----------------------------X-",
                        "bm_init    --------------------------------");
    }

    @Test
    void thereIsARowForEach32IdsThatHasOne() {
        assertThat(Bitmap.lines(report(0, 70, 499), List.of("bm_cluster")))
                .containsExactly(
                        "31-0       10987654321098765432109876543210",
                        "bm_cluster -------------------------------X",
                        "95-64      10987654321098765432109876543210",
                        "bm_cluster -------------------------X------",
                        "511-480    10987654321098765432109876543210",
                        "bm_cluster ------------X-------------------");
    }

    @Test
    void whatIsNoIdIsNotShown() {
        assertThat(Bitmap.lines(report(-1, 1L << 40), List.of("bm_cluster"))).hasSize(2);
    }
}
