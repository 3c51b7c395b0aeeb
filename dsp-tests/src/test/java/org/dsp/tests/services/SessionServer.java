package org.dsp.tests.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Message;
import org.dsp.ipc.Timeouts;
import org.dsp.ipc.Window;

/**
 * The program of a service. Arguments: JOURNAL, then what the launcher gives: DCID ENDPOINT
 * CLIENT_NODE CLIENT_ENDPOINT. Each request's number (m1i1) goes into the journal before it is
 * answered. The answer has the number, the program's endpoint (m1i2), its node (m1p1), and by which
 * endpoint it knows its client (m1i3).
 */
public final class SessionServer {
    /** A request that only has a number. */
    public static final int ECHO = 1;

    /** Inverts the client's memory: m1p1 its address, m1i2 how many bytes. */
    public static final int INVERT = 2;

    /** Is never answered. */
    public static final int SILENT = 3;

    private final Path journal;
    private final Endpoint me;
    private final int node;

    private SessionServer(Path journal, Endpoint me, int node) {
        this.journal = journal;
        this.me = me;
        this.node = node;
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        int dcid = Integer.parseInt(args[1]);
        int endpoint = Integer.parseInt(args[2]);
        try (Dvk dvk = Dvk.attach();
                Endpoint me = dvk.bind(dcid, endpoint, "session")) {
            new SessionServer(Path.of(args[0]), me, dvk.nodeInfo().node()).serve();
        }
    }

    private void serve() throws IOException {
        Message message = new Message();
        me.receiveAny(message, Timeouts.FOREVER);
        while (true) {
            if (message.type() == SILENT) {
                me.receiveAny(message, Timeouts.FOREVER);
            } else {
                answer(message);
                me.replyReceive(message.source(), message, message, Timeouts.FOREVER);
            }
        }
    }

    private void answer(Message message) throws IOException {
        String line = "%d pid %d%n".formatted(message.m1().i1(), ProcessHandle.current().pid());
        Files.writeString(
                journal,
                line,
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        if (message.type() == INVERT) {
            invert(message.source(), message.m1().p1(), message.m1().i2());
        }
        message.m1().i2(me.number()).i3(message.source()).p1(node);
    }

    private void invert(int client, int address, int bytes) {
        byte[] copy = new byte[bytes];
        try (Window window = me.memory().register(copy)) {
            me.vcopy(client, address, Endpoints.SELF, window.address(), bytes);
            for (int i = 0; i < bytes; i++) {
                copy[i] = (byte) ~copy[i];
            }
            me.vcopy(Endpoints.SELF, window.address(), client, address, bytes);
        }
    }
}
