package org.dsp.tests.programs;

import java.nio.file.Path;
import org.dsp.bench.load.Children;
import org.dsp.ipc.Dvk;

/**
 * {@link Asking} as a program. Arguments: SOCKET NODE SERVER FIRST_CLIENT CLIENTS REQUESTS. Prints
 * {@code right=R wrong=W errors=E}, then the server's report, {@code different=D repeated=A}.
 */
public final class ManyClients {
    private ManyClients() {}

    /** Runs it. */
    public static void main(String[] args) throws InterruptedException {
        Children.endWithInput();
        try (Dvk dvk = Dvk.attach(Path.of(args[0]))) {
            Asking asking =
                    new Asking(
                            dvk,
                            Integer.parseInt(args[1]),
                            Integer.parseInt(args[2]),
                            Integer.parseInt(args[3]),
                            Integer.parseInt(args[4]));
            asking.run(Integer.parseInt(args[5]), () -> true);
            System.out.println(asking.outcome());
            System.out.println(asking.report());
        }
    }
}
