package org.dsp.bench.load;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dsp.bench.stream.Frame;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Message;
import org.dsp.ipc.Timeouts;
import org.dsp.ipc.Window;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server on the other node: one thread, one endpoint, answers whoever asks. */
@Command(name = "DspServer", description = "Echoes messages until its standard input ends.")
public final class DspServer implements Callable<Integer> {
    private static final int CREDIT = 64;

    @Option(names = "--socket", required = true, description = "Where its daemon listens.")
    private Path socket;

    @Option(names = "--endpoint", required = true, description = "The server endpoint to bind.")
    private int number;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DspServer()).execute(args));
    }

    @Override
    public Integer call() {
        Children.endWithInput();
        try (Dvk dvk = Dvk.attach(socket);
                Endpoint me = dvk.bind(0, number, "bench");
                Window window = me.memory().register(ByteBuffer.allocateDirect(Frame.PIECE))) {
            me.credit(CREDIT);
            System.out.println("ready endpoint " + me.number());
            Message message = new Message();
            me.receiveAny(message, Timeouts.FOREVER);
            while (true) {
                if (message.type() == Requests.ONE_WAY) {
                    me.receiveAny(message, Timeouts.FOREVER);
                } else {
                    copy(me, window, message);
                    me.replyReceive(message.source(), message, message, Timeouts.FOREVER);
                }
            }
        }
    }

    private static void copy(Endpoint me, Window window, Message message) {
        int bytes = message.m1().i1();
        int client = message.source();
        int theirs = message.m1().p1();
        int mine = window.address();
        switch (message.type()) {
            case Requests.ECHO -> {}
            case Requests.PUT -> {
                for (int left = bytes; left > 0; left -= Frame.PIECE) {
                    int piece = Math.min(left, Frame.PIECE);
                    me.vcopy(client, theirs, Endpoints.SELF, mine, piece);
                }
            }
            case Requests.GET -> {
                for (int left = bytes; left > 0; left -= Frame.PIECE) {
                    int piece = Math.min(left, Frame.PIECE);
                    me.vcopy(Endpoints.SELF, mine, client, theirs, piece);
                }
            }
            default -> throw new IllegalStateException("asked for " + message);
        }
    }
}
