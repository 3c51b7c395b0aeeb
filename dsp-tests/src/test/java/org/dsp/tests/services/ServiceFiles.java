package org.dsp.tests.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dsp.harness.HarnessException;
import org.dsp.harness.Repository;
import org.dsp.harness.ShortDir;

/**
 * Where the programs of a test's services are, and what they write. They outlive no daemon: they
 * are found by this directory, which stands on their command line.
 */
final class ServiceFiles implements AutoCloseable {
    private final ShortDir directory = ShortDir.create("svc");

    /** The {@code prog} of a service whose programs are {@link SessionServer}s. */
    String sessionServer() {
        return script(
                "session.sh",
                "exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx32m -cp '%s' %s '%s' \"$@\""
                        .formatted(
                                Repository.java(),
                                System.getProperty("java.class.path"),
                                SessionServer.class.getName(),
                                journal()));
    }

    /** The {@code prog} of a service whose programs do what this text says. */
    String script(String name, String text) {
        Path file = directory.resolve(name);
        try {
            Files.writeString(file, "#!/bin/sh\n" + text + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code prog} of a service that is shipped: a name in scripts/services. */
    String shipped(String name) {
        return Repository.root().resolve("scripts/services").resolve(name).toString();
    }

    /** A new directory in the directory. */
    Path directory(String name) {
        try {
            return Files.createDirectory(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new fifo in the directory. */
    Path fifo(String name) {
        Path file = directory.resolve(name);
        try {
            Process made = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
            if (made.waitFor() != 0) {
                throw new HarnessException("mkfifo " + file + ": status " + made.exitValue());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted in mkfifo", e);
        }
    }

    /** A path in the directory. */
    Path resolve(String name) {
        return directory.resolve(name);
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    /** What ran: {@code NUMBER pid PID}, in order. */
    List<String> ran() {
        try {
            return Files.exists(journal()) ? Files.readAllLines(journal()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of programs that live. */
    List<String> living() {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String line = commandLine(process);
                if (line.contains(directory.path().toString())) {
                    found.add(process.getFileName() + " " + line);
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(Path process) {
        try (Stream<String> lines = Files.lines(process.resolve("cmdline"))) {
            return lines.findFirst().orElse("").replace('\0', ' ');
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    /** Ends what a daemon left behind that was killed and not started again. */
    @Override
    public void close() {
        living().stream()
                .map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
        directory.close();
    }
}
