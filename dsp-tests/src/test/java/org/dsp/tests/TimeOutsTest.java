package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.function.Consumer;
import org.dsp.harness.Cluster;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;

/** On the clock of the one who waits: a call never ends before its time; later it may. */
class TimeOutsTest {
    private static final int[] MILLIS = {1, 2, 5, 20, 100};
    private static final int TIMES = 5;
    private static final int SILENT = 12;

    @MultiProcessTest
    void noCallEndsBeforeItsTime() {
        try (Cluster cluster = Cluster.of("time-outs", 1, 2).start().awaitLinked();
                Dvk here = Dvk.attach(cluster.node(1).socket());
                Dvk there = Dvk.attach(cluster.node(2).socket());
                Endpoint server = here.bind(0, 10);
                Endpoint client = here.bind(0, 50);
                Endpoint far = here.bind(0, 51);
                Endpoint near = here.bind(0, SILENT);
                Endpoint silent = there.bind(0, SILENT)) {
            far.rmtbind(SILENT, 2, "silent");

            neverEarly("receive from any", t -> server.receiveAny(t));
            neverEarly("receive from one", t -> server.receive(near.number(), t));
            neverEarly("rcvrqst", t -> server.rcvrqst(t));
            neverEarly("send", t -> server.send(near.number(), new Message(), t));
            neverEarly("sendrec here", t -> client.sendrec(SILENT, new Message(), t));
            neverEarly("sendrec there", t -> far.sendrec(silent.number(), new Message(), t));
            neverEarly("wait for a bind", t -> client.waitForBind(13, t));
        }
    }

    private static void neverEarly(String call, Consumer<Duration> calling) {
        for (int time = 0; time < TIMES; time++) {
            for (int millis : MILLIS) {
                Duration timeout = Duration.ofMillis(millis);
                long begin = System.nanoTime();
                DvkException end =
                        catchThrowableOfType(DvkException.class, () -> calling.accept(timeout));
                Duration took = Duration.ofNanos(System.nanoTime() - begin);

                assertThat(end.code()).as(call).isEqualTo(ErrorCode.EDVSTIMEDOUT);
                assertThat(took).as("%s, %d ms", call, millis).isGreaterThanOrEqualTo(timeout);
            }
        }
    }
}
