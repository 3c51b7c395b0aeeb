package org.dsp.agent.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of this machine. Any thread. */
final class ProcTable {
    private static final double TICKS_PER_SECOND = 100;

    /** Bytes of a process's environment that are looked at. */
    private static final int ENVIRONMENT = 1 << 20;

    private final Path proc;

    /**
     * @param proc where it is: /proc
     */
    ProcTable(Path proc) {
        this.proc = proc;
    }

    /** All that can be seen now. */
    List<ProcEntry> all() {
        List<ProcEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                entry(Long.parseLong(process.getFileName().toString())).ifPresent(entries::add);
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + proc, e);
        }
    }

    /** One of them; empty when it is not there. */
    Optional<ProcEntry> entry(long pid) {
        try {
            byte[] stat = Files.readAllBytes(file(pid, "stat"));
            return ProcEntry.parse(pid, new String(stat, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The token that it was started with; empty if it has none, or its user hides it. */
    Optional<String> token(long pid) {
        String name = CommandLine.TOKEN + "=";
        try (InputStream in = Files.newInputStream(file(pid, "environ"))) {
            String text = new String(in.readNBytes(ENVIRONMENT), StandardCharsets.ISO_8859_1);
            for (String variable : text.split("\0", -1)) {
                if (variable.startsWith(name)) {
                    return Optional.of(variable.substring(name.length()));
                }
            }
            return Optional.empty();
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }

    /** A moment before now, as {@link ProcEntry#started} has it: no later process has less. */
    long now() {
        try {
            String uptime = Files.readString(proc.resolve("uptime"));
            double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            return (long) (seconds * TICKS_PER_SECOND) - 1;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + proc.resolve("uptime"), e);
        }
    }

    /** Which start of the machine this is: ticks of another one mean nothing. */
    String bootId() {
        try {
            return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the machine's boot_id", e);
        }
    }

    private Path file(long pid, String name) {
        return proc.resolve(Long.toString(pid)).resolve(name);
    }
}
