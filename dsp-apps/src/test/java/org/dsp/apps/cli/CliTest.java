package org.dsp.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;

class CliTest {
    /** Has a byte, and then nothing until it ends; or is gone. */
    private static final class Input extends InputStream {
        private final CountDownLatch end;
        private boolean first = true;
        private boolean gone;

        Input(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
            if (first) {
                first = false;
                return 1;
            }
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }

    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void textOfOthersCannotWriteToTheTerminal() {
        assertThat(Safe.quoted("a\u001b[2Jb\nc")).isEqualTo("\"a\\u001b[2Jb\\u000ac\"");
        assertThat(Safe.printable("x\u202ey\ud800")).isEqualTo("x\\u202ey\\ud800");
        assertThat(Safe.printable("Grüße 世界 🎉")).isEqualTo("Grüße 世界 🎉");
    }

    @Test
    void oneLineInTheIntervalAndHowManyWereLeftOut() {
        RareLines rare = new RareLines(Duration.ofNanos(100), Duration.ofNanos(1000));
        assertThat(rare.line("a", -50)).contains("a");
        assertThat(rare.line("b", 0)).isEmpty();
        assertThat(rare.line("c", 49)).isEmpty();
        assertThat(rare.line("d", 50)).contains("d (and 2 more lines left out)");
        assertThat(rare.line("e", 160)).contains("e");
        assertThat(rare.line("e", 1159)).isEmpty();
        assertThat(rare.line("e", 1160)).contains("e (and 1 more lines left out)");
    }

    @Test
    void aServerOutlivesTimeOutsInterruptsAndItsDaemon() {
        assertThat(verdict(ErrorCode.EDVSTIMEDOUT)).isEqualTo(ReceiveErrors.Verdict.GO_ON);
        assertThat(verdict(ErrorCode.EDVSINTR)).isEqualTo(ReceiveErrors.Verdict.GO_ON);
        assertThat(verdict(ErrorCode.EDVSNOTCONN)).isEqualTo(ReceiveErrors.Verdict.SAY_AND_GO_ON);
        assertThat(verdict(ErrorCode.EDVSSLOTUSED)).isEqualTo(ReceiveErrors.Verdict.END);
        assertThat(verdict(ErrorCode.EDVSNOTBIND)).isEqualTo(ReceiveErrors.Verdict.END);
    }

    private static ReceiveErrors.Verdict verdict(ErrorCode code) {
        return ReceiveErrors.verdict(new DvkException(code, "receive"));
    }

    @Test
    void theEndOfStandardInputStopsAndWakes() {
        CountDownLatch end = new CountDownLatch(1);
        InputStream input = new Input(end);
        try (Stop stop = Stop.onSignal(woken::incrementAndGet).orEndOf(input)) {
            assertThat(stop.requested()).isFalse();
            end.countDown();
            await().until(() -> woken.get() > 0);
            assertThat(stop.requested()).isTrue();
        }
    }

    @Test
    void standardInputThatCannotBeReadIsAtItsEnd() {
        Input broken = new Input(new CountDownLatch(1));
        broken.gone = true;
        try (Stop stop = Stop.onSignal(woken::incrementAndGet).orEndOf(broken)) {
            await().until(() -> woken.get() > 0);
            assertThat(stop.requested()).isTrue();
        }
    }

    @Test
    void standardInputThatWasNeverThereIsAtItsEnd() {
        try (Stop stop =
                Stop.onSignal(woken::incrementAndGet)
                        .orEndOf(new ByteArrayInputStream(new byte[0]))) {
            await().until(stop::requested);
        }
    }
}
