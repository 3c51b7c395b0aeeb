package org.dsp.core.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The golden vectors of {@code docs/wire}, by file name without {@code .hex}. */
final class WireFiles {
    static final Path FOLDER = Path.of("..", "docs", "wire");

    private WireFiles() {}

    static Map<String, byte[]> valid() {
        return load(FOLDER);
    }

    static Map<String, byte[]> malformed() {
        return load(FOLDER.resolve("malformed"));
    }

    private static Map<String, byte[]> load(Path folder) {
        TreeMap<String, byte[]> vectors = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".hex")) {
                    vectors.put(name.substring(0, name.length() - 4), parse(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vectors;
    }

    private static byte[] parse(Path file) throws IOException {
        StringBuilder digits = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                digits.append(line.strip());
            }
        }
        return HexFormat.of().parseHex(digits);
    }
}
