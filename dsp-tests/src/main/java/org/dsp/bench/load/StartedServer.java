package org.dsp.bench.load;

import java.util.concurrent.TimeUnit;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.ipc.Timeouts;

/**
 * A program whose start is measured: by a daemon, for a client, or by hand. Arguments: DCID
 * ENDPOINT, more are ignored. Answers each message with when it was bound (m1i1) and when the first
 * message came (m1i2), see {@link #micros}, and with its pid (m1i3).
 */
public final class StartedServer {
    private StartedServer() {}

    /** Runs it. */
    public static void main(String[] args) {
        int dcid = Integer.parseInt(args[0]);
        int endpoint = Integer.parseInt(args[1]);
        try (Dvk dvk = Dvk.attach();
                Endpoint me = dvk.bind(dcid, endpoint)) {
            int bound = micros();
            Message message = new Message();
            me.receiveAny(message, Timeouts.FOREVER);
            int delivered = micros();
            int pid = (int) ProcessHandle.current().pid();
            while (true) {
                message.m1().i1(bound).i2(delivered).i3(pid);
                me.replyReceive(message.source(), message, message, Timeouts.FOREVER);
            }
        }
    }

    /**
     * Microseconds of the clock that all JVMs of a machine share, modulo 2³²: for differences of up
     * to half an hour.
     */
    public static int micros() {
        return (int) TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }
}
