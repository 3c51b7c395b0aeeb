package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Random;
import org.dsp.harness.DaemonProcess;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.dsp.ipc.Window;

/** A client of {@link SessionServer}, in the test's own process. */
final class SessionClient implements AutoCloseable {
    /** Of a request: a program's JVM may have to start. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int BYTES = 100_000;

    private final Dvk dvk;
    private final Endpoint me;
    private int number;

    /**
     * What an answer says.
     *
     * @param node where the program really is
     * @param endpoint that it really has
     * @param shownNode where it seems to be
     * @param shownEndpoint that it seems to have
     * @param client by which endpoint it knows its client
     */
    record Served(int node, int endpoint, int shownNode, int shownEndpoint, int client) {}

    SessionClient(DaemonProcess daemon, int endpoint) {
        dvk = Dvk.attach(daemon.socket());
        me = dvk.bind(0, endpoint);
    }

    /** One request to a service. */
    Served ask(int service) {
        return ask(service, PATIENCE);
    }

    /** The same, for so long. */
    Served ask(int service, Duration patience) {
        number++;
        Message message = new Message().type(SessionServer.ECHO);
        message.m1().i1(number);
        return served(me.sendrec(service, message, patience));
    }

    /** The error that one request ends with. */
    ErrorCode error(int service, Duration patience) {
        return catchThrowableOfType(DvkException.class, () -> ask(service, patience)).code();
    }

    /** The error that one request ends with, which the program takes and never answers. */
    ErrorCode errorUnanswered(int service) {
        Message message = new Message().type(SessionServer.SILENT);
        return catchThrowableOfType(
                        DvkException.class, () -> me.sendrec(service, message, PATIENCE))
                .code();
    }

    /** One request that has the program copy from this client, and to it. */
    Served copyBothWays(int service) {
        byte[] memory = new byte[BYTES];
        new Random(number).nextBytes(memory);
        byte[] inverted = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            inverted[i] = (byte) ~memory[i];
        }
        try (Window window = me.memory().register(memory)) {
            number++;
            Message message = new Message().type(SessionServer.INVERT);
            message.m1().i1(number).i2(BYTES).p1(window.address());
            Served served = served(me.sendrec(service, message, PATIENCE));
            assertThat(memory).isEqualTo(inverted);
            return served;
        }
    }

    private Served served(Message answer) {
        assertThat(answer.m1().i1()).isEqualTo(number);
        return new Served(
                answer.m1().p1(),
                answer.m1().i2(),
                answer.sourceNode(),
                answer.source(),
                answer.m1().i3());
    }

    @Override
    public void close() {
        me.close();
        dvk.close();
    }
}
