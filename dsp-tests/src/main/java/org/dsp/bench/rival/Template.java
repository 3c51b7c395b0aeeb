package org.dsp.bench.rival;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file with {@code ${NAME}} in it. A line with a name stands once for each of its
 * values, so not at all if there is none.
 */
record Template(String text) {
    private static final Pattern NAME = Pattern.compile("\\$\\{([a-z.]+)}");

    /** The template of this name beside this class. */
    static Template named(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no template " + name);
            }
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text with the values in it.
     *
     * @throws IllegalArgumentException if a name has no values, or a line has two names
     */
    String fill(Map<String, List<String>> values) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.addAll(filled(line, values)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> filled(String line, Map<String, List<String>> values) {
        Matcher matcher = NAME.matcher(line);
        if (!matcher.find()) {
            return List.of(line);
        }
        String name = matcher.group(1);
        List<String> those = values.get(name);
        if (those == null) {
            throw new IllegalArgumentException("no values for ${" + name + "}: " + line);
        }
        String placeholder = "${" + name + "}";
        if (NAME.matcher(line.replace(placeholder, "")).find()) {
            throw new IllegalArgumentException("more than one name: " + line);
        }
        return those.stream().map(value -> line.replace(placeholder, value)).toList();
    }
}
