package org.dsp.bench.rival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program says of itself. */
public final class Said {
    private Said() {}

    /** Everything that a command writes until it ends. */
    public static String by(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    /** The first line of it. */
    static String firstLine(List<String> command) {
        return by(command).lines().findFirst().orElse("");
    }
}
