package org.dsp.tests.programs;

import java.nio.file.Path;
import java.util.BitSet;
import org.dsp.bench.load.Children;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.ipc.Timeouts;

/**
 * Answers requests that carry a number (m1i1, from 0) with the same message, and counts how often
 * each number came. Arguments: SOCKET ENDPOINT. A request of type {@link #REPORT} is answered with
 * how many different numbers came (m1i1) and how many came again (m1i2).
 */
public final class CountingServer {
    /** A request with a number. */
    public static final int COUNT = 1;

    /** Asks for the result. */
    public static final int REPORT = 2;

    private final BitSet seen = new BitSet();
    private int repeated;

    private CountingServer() {}

    /** Runs it. */
    public static void main(String[] args) {
        Children.endWithInput();
        try (Dvk dvk = Dvk.attach(Path.of(args[0]));
                Endpoint me = dvk.bind(0, Integer.parseInt(args[1]))) {
            System.out.println("ready");
            new CountingServer().serve(me);
        }
    }

    private void serve(Endpoint me) {
        Message message = new Message();
        me.receiveAny(message, Timeouts.FOREVER);
        while (true) {
            answer(message);
            me.replyReceive(message.source(), message, message, Timeouts.FOREVER);
        }
    }

    private void answer(Message message) {
        if (message.type() == REPORT) {
            message.m1().i1(seen.cardinality()).i2(repeated);
            return;
        }
        int number = message.m1().i1();
        if (seen.get(number)) {
            repeated++;
        }
        seen.set(number);
    }
}
