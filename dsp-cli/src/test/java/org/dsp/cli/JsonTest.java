package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Nothing;
import org.dsp.core.admin.Value.Real;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Fields REPORT =
            new FieldsBuilder()
                    .with("text", "a\"b\\c\n\t\u0001é\uD83D\uDE00")
                    .with("none", new Nothing())
                    .with("yes", true)
                    .with("real", new Real(1.5))
                    .with("ids", List.of(Value.of(1), Value.of(2)))
                    .with("rows", List.of(new FieldsBuilder().with("id", -1).build()))
                    .with("empty", List.of())
                    .build();

    @Test
    void compactIsOneLineOfAscii() {
        assertThat(Json.compact(REPORT))
                .isEqualTo(
                        "{\"text\":\"a\\\"b\\\\c\\n\\t\\u0001\\u00e9\\ud83d\\ude00\","
                                + "\"none\":null,\"yes\":true,\"real\":1.5,\"ids\":[1,2],"
                                + "\"rows\":[{\"id\":-1}],\"empty\":[]}");
    }

    @Test
    void prettyHasALineForEachField() {
        assertThat(Json.pretty(REPORT))
                .contains(
                        "\n  \"ids\": [1, 2],\n  \"rows\": [\n    {\n      \"id\": -1\n    }\n  ],")
                .endsWith("\n}");
        assertThat(Json.pretty(Fields.EMPTY)).isEqualTo("{}");
    }
}
