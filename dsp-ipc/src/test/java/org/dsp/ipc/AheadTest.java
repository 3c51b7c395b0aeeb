package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When TAKEN is written, on a clock that the test turns. */
class AheadTest {
    private static final long MICRO = 1000;

    private final Prefetched prefetched = new Prefetched();
    private final QuietReplies quiet = new QuietReplies();
    private final Message into = new Message();
    private FakeDaemon daemon;
    private AttachSocket socket;
    private Ahead ahead;
    private Peer peer;

    @BeforeEach
    void connect() throws IOException {
        daemon = new FakeDaemon();
        socket = new AttachSocket();
        FrameHandler handler = new FrameHandler(socket, new Memory(), prefetched, quiet);
        ahead = new Ahead(socket, handler, new CallNumbers(), prefetched, quiet);
        socket.connect(daemon.socket());
        socket.put(new AttachFrame().start(AttachOp.NOTIFY, 1));
        socket.flush();
        peer = daemon.next();
        peer.expect(AttachOp.NOTIFY);
        for (int tag = 1; tag <= 9; tag++) {
            prefetched.add(tag).clear().source(tag);
        }
        ahead.haveRead(0);
    }

    @AfterEach
    void disconnect() throws IOException {
        socket.close();
        daemon.close();
    }

    private boolean takeAt(long micros) throws IOException {
        ahead.haveRead(micros * MICRO);
        return ahead.take(Endpoints.ANY, true, into, micros * MICRO);
    }

    @Test
    void aSlowProgramTellsAtOnce() throws IOException {
        takeAt(1000);
        assertThat(socket.pending()).isZero();
        takeAt(2000);
        assertThat(socket.pending()).isZero();
        assertThat(peer.expect(AttachOp.TAKEN).a0()).isEqualTo(1);
        assertThat(peer.expect(AttachOp.TAKEN).a0()).isEqualTo(2);
    }

    @Test
    void aQuickProgramTellsOfSeveralInOneWrite() throws IOException {
        takeAt(1000);
        takeAt(1050);
        takeAt(1100);
        assertThat(socket.pending()).isEqualTo(2 * AttachFrame.BYTES);
        takeAt(1151);
        assertThat(socket.pending()).as("the oldest is more than 100 µs old").isZero();
        peer.expect(AttachOp.TAKEN);
        int read = peer.expectWithPayload(AttachOp.TAKEN).read();
        assertThat(peer.expectWithPayload(AttachOp.TAKEN).read()).isEqualTo(read);
        assertThat(peer.expectWithPayload(AttachOp.TAKEN).read()).isEqualTo(read);
        assertThat(into.source()).isEqualTo(4);
    }

    @Test
    void aProgramThatBecomesSlowTellsAtOnceAgain() throws IOException {
        takeAt(1000);
        takeAt(1050);
        takeAt(1300);
        assertThat(socket.pending()).isZero();
    }

    @Test
    void retractionsAreLookedForWhenTheLastLookIsOld() throws IOException {
        takeAt(1000);
        peer.expect(AttachOp.TAKEN);
        peer.retract(2);
        ahead.take(Endpoints.ANY, true, into, 1100 * MICRO);
        assertThat(into.source()).as("not looked").isEqualTo(2);
        peer.retract(3);
        ahead.take(Endpoints.ANY, true, into, 1101 * MICRO);
        assertThat(into.source()).as("looked").isEqualTo(4);
    }
}
