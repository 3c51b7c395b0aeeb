package org.dsp.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dsp.bench.stream.Relay;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Repository;

/** Starts a main class of this jar in a JVM of its own. */
final class JavaChild {
    /** Like the daemon's: small, one collector thread, pooled buffers. */
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms128m",
                    "-Xmx128m",
                    "-XX:MaxDirectMemorySize=256m",
                    "-Dio.netty.allocator.type=pooled");

    /**
     * Programs at the ends, the same for all sides: a compiler that is done after a second. The
     * other one works for minutes where 8 servers share the messages, and on the proxies' CPUs.
     */
    private static final List<String> QUICKLY_WARM = List.of("-XX:TieredStopAtLevel=1");

    private JavaChild() {}

    /**
     * Starts it and waits for its ready line.
     *
     * @param prefix what the command begins with, see {@link Pinning}
     */
    static ChildProcess start(
            String name, List<String> prefix, Class<?> main, Path logs, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Repository.java().toString());
        command.addAll(FLAGS);
        if (main != Relay.class) {
            command.addAll(QUICKLY_WARM);
        }
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ChildProcess child =
                ChildProcess.start(name, command, Map.of(), Path.of("").toAbsolutePath(), logs);
        try {
            child.awaitLine("ready .*");
            return child;
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }
}
