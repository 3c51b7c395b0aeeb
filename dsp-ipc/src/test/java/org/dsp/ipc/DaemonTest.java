package org.dsp.ipc;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a daemon that it plays, and endpoint 20 of container 0 bound to it. */
abstract class DaemonTest {
    static final Duration SECOND = Duration.ofSeconds(1);

    FakeDaemon daemon;
    Dvk dvk;
    Endpoint me;
    Peer peer;

    @BeforeEach
    void attach() throws IOException {
        daemon = new FakeDaemon();
        dvk = daemon.attach();
        me = dvk.bind(0, 20, "tester");
        peer = daemon.next();
    }

    @AfterEach
    void detach() throws IOException {
        daemon.close();
        dvk.close();
    }

    static Message message(int source, int type) {
        return new Message().source(source).type(type).m1().i1(type + 1).message();
    }
}
