package org.dsp.agent.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.config.ProgWords;
import org.dsp.core.launch.StartOrder;

/**
 * The arguments and the environment of a program. Tools of util-linux, which keep the pid, stand
 * before it: {@code setsid} for a process group of its own, {@code prlimit} for limits, {@code
 * setpriv} for the user.
 */
final class CommandLine {
    /** As {@code org.dsp.ipc.Dvk} reads it. */
    static final String TOKEN = "DSP_TOKEN";

    private static final String SOCKET = "DSP_SOCKET";
    private static final long MIB = 1024L * 1024;

    /** What a program gets of the daemon's environment: nothing that may be secret. */
    private static final List<String> KEPT =
            List.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "JAVA_HOME");

    private static final String DEFAULT_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final LaunchSettings settings;
    private final Path socket;
    private final Map<String, String> daemon;

    /**
     * @param socket where programs attach
     * @param daemon the daemon's own environment
     */
    CommandLine(LaunchSettings settings, Path socket, Map<String, String> daemon) {
        this.settings = settings;
        this.socket = socket;
        this.daemon = Map.copyOf(daemon);
    }

    /**
     * The argument list.
     *
     * @param user that it runs as
     * @throws LaunchException if the program is not there
     */
    List<String> arguments(StartOrder order, LaunchUser user) {
        List<String> words = words(order.prog());
        List<String> line = new ArrayList<>(List.of("setsid", "--"));
        limits(line);
        line.addAll(user.prefix());
        line.add(Executable.find(words.get(0), path()).toString());
        line.addAll(words.subList(1, words.size()));
        line.addAll(order.arguments());
        return line;
    }

    private static List<String> words(String prog) {
        try {
            return ProgWords.of(prog);
        } catch (IllegalArgumentException e) {
            throw new LaunchException(e.getMessage(), e);
        }
    }

    /** All of the environment. */
    Map<String, String> environment(StartOrder order) {
        Map<String, String> environment = new TreeMap<>();
        for (String name : KEPT) {
            String value = daemon.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("PATH", path());
        environment.put(SOCKET, socket.toAbsolutePath().toString());
        environment.put(TOKEN, order.token().hex());
        return environment;
    }

    private String path() {
        return daemon.getOrDefault("PATH", DEFAULT_PATH);
    }

    private void limits(List<String> line) {
        List<String> limits = new ArrayList<>();
        limit(limits, "--nofile=", settings.launchOpenFiles());
        limit(limits, "--as=", settings.launchMemoryMb() * MIB);
        limit(limits, "--nproc=", settings.launchProcesses());
        if (!limits.isEmpty()) {
            line.add("prlimit");
            line.addAll(limits);
            line.add("--");
        }
    }

    private static void limit(List<String> limits, String option, long value) {
        if (value > 0) {
            limits.add(option + value + ":" + value);
        }
    }
}
