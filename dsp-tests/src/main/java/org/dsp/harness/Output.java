package org.dsp.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a process wrote to one of its two outputs: every line, kept here and in a file. Thread-safe.
 */
public final class Output {
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    Output() {}

    /** Reads until the end on a thread of its own. */
    Thread follow(InputStream from, Path log) {
        Thread thread = new Thread(() -> copy(from, log), "output of " + log.getFileName());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** All lines up to now. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** All lines up to now as one text. */
    public String text() {
        return String.join("\n", lines());
    }

    /** Whether some line up to now contains {@code text}. */
    public synchronized boolean contains(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The first line from index {@code from} on that is meant, if it has been written. */
    synchronized Optional<String> find(int from, Predicate<String> meant) {
        return lines.stream().skip(from).filter(meant).findFirst();
    }

    /** How many lines there are. */
    public synchronized int size() {
        return lines.size();
    }

    /** Whether nothing can follow. */
    synchronized boolean ended() {
        return ended;
    }

    private void copy(InputStream from, Path log) {
        try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
                PrintWriter writer =
                        new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
                writer.println(line);
                writer.flush();
            }
        } catch (IOException e) {
            add("(the harness cannot read on or write " + log + ": " + e + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
    }

    private synchronized void end() {
        ended = true;
    }
}
