package org.dsp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.dsp.core.Payload;
import org.junit.jupiter.api.Test;

class BufPayloadTest {
    private final PayloadPool pool = new PayloadPool();

    @Test
    void theBufferLivesUntilTheLastReferenceIsGivenBack() {
        ByteBuf buffer = buffer("abc");
        Payload payload = pool.of(buffer);

        payload.retain();
        payload.release();

        assertThat(payload.length()).isEqualTo(3);
        assertThat(buffer.refCnt()).isEqualTo(1);
        payload.release();
        assertThat(buffer.refCnt()).isZero();
    }

    @Test
    void aViewIsReadWithoutMovingThePayloadAndOutlivesIt() {
        ByteBuf buffer = buffer("abc");
        BufPayload payload = (BufPayload) pool.of(buffer);

        ByteBuf first = payload.view();
        first.skipBytes(3);
        ByteBuf second = payload.view();
        payload.release();

        assertThat(second.toString(StandardCharsets.UTF_8)).isEqualTo("abc");
        first.release();
        second.release();
        assertThat(buffer.refCnt()).isZero();
    }

    @Test
    void aReleasedPayloadIsUsedAgain() {
        Payload first = pool.of(buffer("abc"));
        first.release();

        Payload second = pool.of(buffer("defg"));

        assertThat(second).isSameAs(first);
        assertThat(second.length()).isEqualTo(4);
        second.release();
    }

    @Test
    void useAfterTheLastReleaseIsAnError() {
        Payload payload = pool.of(buffer("abc"));
        payload.release();

        assertThatThrownBy(payload::length).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(payload::retain).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(payload::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noBytesAreTheEmptyPayload() {
        ByteBuf buffer = Unpooled.directBuffer(8);

        assertThat(pool.of(buffer)).isSameAs(Payload.EMPTY);
        assertThat(buffer.refCnt()).isZero();
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
