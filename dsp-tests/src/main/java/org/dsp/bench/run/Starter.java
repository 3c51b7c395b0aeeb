package org.dsp.bench.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.dsp.bench.rival.OnPath;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.HarnessException;

/** Starts programs on the CPUs of a node, and remembers to end them. */
final class Starter {
    /** What the command of a program begins with that does not end with its input. */
    private static final List<String> BOUND =
            OnPath.find("setpriv")
                    .map(file -> List.of(file.toString(), "--pdeathsig", "KILL"))
                    .orElse(List.of());

    private final Processes processes;
    private final Pinning pinning;
    private final Path logs;

    /**
     * @param processes ends what is started here
     * @param logs where the output of all is kept
     */
    Starter(Processes processes, Pinning pinning, Path logs) {
        this.processes = processes;
        this.pinning = pinning;
        this.logs = logs;
    }

    /** A port on loopback, as an option. */
    static String tcp(int port) {
        return "tcp:" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    }

    /** Which CPUs. */
    Pinning pinning() {
        return pinning;
    }

    /** Where the output of all is kept. */
    Path logs() {
        return logs;
    }

    /** Remembers how to end something that was started elsewhere. */
    void onClose(Runnable closer) {
        processes.onClose(closer);
    }

    /** A program of this jar, on the client's node. */
    ChildProcess onClientSide(String name, Class<?> main, Object... arguments) {
        return java(name, pinning.clientPrefix(), main, arguments);
    }

    /** A program of this jar, on the server's node. */
    ChildProcess onServerSide(String name, Class<?> main, Object... arguments) {
        return java(name, pinning.serverPrefix(), main, arguments);
    }

    /**
     * Any program that listens on a port; waits until it does. It does not watch its input, so the
     * kernel is asked to end it when this JVM ends in any way.
     */
    ChildProcess listening(
            String name, List<String> prefix, List<String> program, Path directory, int port) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(BOUND);
        command.addAll(program);
        ChildProcess child = ChildProcess.start(name, command, Map.of(), directory, logs);
        processes.onClose(child::close);
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .atMost(ChildProcess.PATIENCE)
                    .until(() -> !child.alive() || accepts(port));
        } catch (ConditionTimeoutException e) {
            throw new HarnessException(name + " does not listen on " + port + child.lastWords(), e);
        }
        if (!child.alive()) {
            throw new HarnessException(name + " has ended at once" + child.lastWords());
        }
        return child;
    }

    /** Any program, on any CPU. The caller ends it; the kernel does so when this JVM ends. */
    ChildProcess bound(String name, List<String> program) {
        List<String> command = new ArrayList<>(BOUND);
        command.addAll(program);
        return ChildProcess.start(name, command, Map.of(), Path.of("").toAbsolutePath(), logs);
    }

    private ChildProcess java(
            String name, List<String> prefix, Class<?> main, Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        ChildProcess child = JavaChild.start(name, prefix, main, logs, words);
        processes.onClose(child::close);
        return child;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
