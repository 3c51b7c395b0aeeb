package org.dsp.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dsp.core.admin.Value.Fields;
import org.junit.jupiter.api.Test;

class AdminFrameTest {
    private static final int MAX = AdminFrame.MAX_REQUEST;

    @Provide
    Arbitrary<Fields> fields() {
        return Values.fields();
    }

    @Property(tries = 200)
    void aFrameSaysItsLengthAndKeepsItsFields(@ForAll("fields") Fields fields) {
        byte[] frame = AdminFrame.encode(fields, MAX);
        byte[] head = Arrays.copyOf(frame, AdminFrame.HEAD);
        byte[] body = Arrays.copyOfRange(frame, AdminFrame.HEAD, frame.length);

        assertThat(AdminFrame.length(head, MAX)).isEqualTo(body.length);
        assertThat(AdminFrame.decode(body)).isEqualTo(fields);
    }

    @Property(tries = 1000)
    void otherHeadsAreRefused(@ForAll @net.jqwik.api.constraints.Size(12) byte[] head) {
        assertThatThrownBy(() -> AdminFrame.length(head, MAX))
                .isInstanceOf(AdminFormatException.class);
    }

    @Test
    void anotherVersionAndALargerBodyAreRefused() {
        byte[] head = Arrays.copyOf(AdminFrame.encode(Fields.EMPTY, MAX), AdminFrame.HEAD);
        byte[] newer = head.clone();
        newer[4] = 2;

        assertThatThrownBy(() -> AdminFrame.length(newer, MAX)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> AdminFrame.length(head, 4)).hasMessageContaining("allowed 1 to 4");
        assertThatThrownBy(() -> AdminFrame.encode(Fields.EMPTY, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestsAndAnswersTravel() {
        var request = new AdminRequest("config", new FieldsBuilder().with("name", "x.cfg").build());
        var error = new AdminError(AdminError.Code.REFUSED, "no", List.of("x.cfg:1:2: why"));
        var answer =
                new AdminAnswer(new FieldsBuilder().with("epoch", 3).build(), Optional.of(error));

        assertThat(AdminRequest.of(request.fields())).isEqualTo(request);
        assertThat(AdminAnswer.from(answer.fields())).isEqualTo(answer);
        assertThat(AdminAnswer.from(AdminAnswer.of(Fields.EMPTY).fields()).error()).isEmpty();
        assertThatThrownBy(() -> AdminRequest.of(Fields.EMPTY))
                .isInstanceOf(AdminFormatException.class);
    }
}
