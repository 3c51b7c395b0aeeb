package org.dsp.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dsp.harness.Cluster;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** After a test that failed: prints the end of what each process wrote during the test. */
final class ProcessLogs implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(ProcessLogs.class);
    private static final String BEGIN = "begin";
    private static final int LAST_LINES = 30;

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(BEGIN, Instant.now());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Path logs = Cluster.defaultLogs();
        if (context.getExecutionException().isEmpty() || !Files.isDirectory(logs)) {
            return;
        }
        Instant begin = context.getStore(NAMESPACE).get(BEGIN, Instant.class);
        try (Stream<Path> files = Files.walk(logs)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> modified(file).compareTo(FileTime.from(begin)) >= 0)
                    .sorted()
                    .forEach(ProcessLogs::print);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (!lines.isEmpty()) {
                System.err.println("--- the end of " + file);
                lines.stream()
                        .skip(Math.max(0, lines.size() - LAST_LINES))
                        .forEach(System.err::println);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
