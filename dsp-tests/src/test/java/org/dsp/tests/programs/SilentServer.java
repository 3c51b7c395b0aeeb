package org.dsp.tests.programs;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.dsp.bench.load.Children;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;

/**
 * Binds an endpoint and never receives. Arguments: SOCKET ENDPOINT. Prints {@code ready} and the
 * endpoint.
 */
public final class SilentServer {
    private SilentServer() {}

    /** Runs it. */
    public static void main(String[] args) throws InterruptedException {
        Children.endWithInput();
        try (Dvk dvk = Dvk.attach(Path.of(args[0]));
                Endpoint me = dvk.bind(0, Integer.parseInt(args[1]))) {
            System.out.println("ready " + me.number());
            new CountDownLatch(1).await();
        }
    }
}
