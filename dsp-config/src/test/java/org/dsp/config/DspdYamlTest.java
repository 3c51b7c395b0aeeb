package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.config.Reading.clean;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dsp.core.config.NodeFileSettings;
import org.junit.jupiter.api.Test;

/** {@code etc/dspd.yaml} is the documentation of the node file: it must say all, and the truth. */
class DspdYamlTest {
    private static final Path FILE = Reading.ROOT.resolve("etc/dspd.yaml");
    private static final Pattern SETTING = Pattern.compile("(#?)([a-z_]+): (.*)");
    private static final Pattern RANGE = Pattern.compile("Range (-?\\d+) to (-?\\d+)\\.");
    private static final Pattern CHOICE = Pattern.compile("One of: ([a-z, ]+)\\.");
    private static final Set<String> REQUIRED = Set.of("node_id", "group", "cluster_file");

    /**
     * A setting as the file documents it.
     *
     * @param text the comment above it, in one line
     */
    private record Documented(boolean active, String value, String text) {}

    private final Map<String, Documented> documented = documented();

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Documented> documented() {
        Map<String, Documented> settings = new LinkedHashMap<>();
        var comment = new StringBuilder();
        for (String line : lines()) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                boolean active = setting.group(1).isEmpty();
                var entry = new Documented(active, setting.group(3), comment.toString());
                assertThat(settings.put(setting.group(2), entry)).as(line).isNull();
                comment.setLength(0);
            } else if (line.startsWith("# ")) {
                comment.append(line.substring(2)).append(' ');
            } else {
                assertThat(line).isEmpty();
                comment.setLength(0);
            }
        }
        return settings;
    }

    private static NodeFileSettings parsed(String text) {
        return clean(NodeFile.parse(FILE, text));
    }

    private static String uncommented() {
        var text = new StringBuilder();
        for (String line : lines()) {
            boolean setting = SETTING.matcher(line).matches();
            text.append(setting && line.startsWith("#") ? line.substring(1) : line).append('\n');
        }
        return text.toString();
    }

    @Test
    void itListsEverySettingOfTheRecordAndNoOther() throws ReflectiveOperationException {
        Map<String, String> record = new TreeMap<>();
        flatten(parsed(String.join("\n", lines())), record);

        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(record.keySet());
    }

    @Test
    void whatIsCommentedOutStandsWithItsDefault() throws ReflectiveOperationException {
        Map<String, String> asShipped = new TreeMap<>();
        flatten(parsed(String.join("\n", lines())), asShipped);

        assertThat(parsed(uncommented())).isEqualTo(parsed(String.join("\n", lines())));
        documented.forEach(
                (name, entry) -> {
                    if (!entry.active) {
                        assertThat(entry.value).as(name).isEqualTo(asShipped.get(name));
                    }
                });
    }

    @Test
    void whatIsRequiredIsNotCommentedOut() {
        documented.forEach(
                (name, entry) -> {
                    assertThat(entry.active).as(name).isEqualTo(REQUIRED.contains(name));
                    assertThat(entry.text.contains("Required.")).as(name).isEqualTo(entry.active);
                });
    }

    @Test
    void everySettingSaysItsRangeAsTheReaderDoes() {
        documented.forEach(
                (name, entry) -> {
                    Matcher range = RANGE.matcher(entry.text);
                    Matcher choice = CHOICE.matcher(entry.text);
                    if (entry.value.matches("\\d+")) {
                        assertThat(range.find()).as("range of " + name).isTrue();
                        String rule = range.group(1) + " to " + range.group(2);
                        assertThat(refusal(name, "9999999999")).endsWith("; allowed " + rule);
                    } else if (entry.value.matches("none|no|info|stat")) {
                        assertThat(choice.find()).as("choice of " + name).isTrue();
                        assertThat(refusal(name, "x")).endsWith("; allowed " + choice.group(1));
                    } else {
                        assertThat(entry.text.length()).as(name).isGreaterThan(20);
                    }
                    assertThat(name.endsWith("_ms")).isEqualTo(entry.text.contains("in ms"));
                });
    }

    private static String refusal(String name, String value) {
        String text = uncommented().replaceFirst("(?m)^" + name + ": .*$", name + ": " + value);
        return NodeFile.parse(FILE, text).errors().get(0).toString();
    }

    /**
     * The leaves of a record by their names in the file, with their values as the file has them.
     */
    private static void flatten(Record record, Map<String, String> into)
            throws ReflectiveOperationException {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(record);
            String name = snake(component.getName());
            if (value instanceof Record inner) {
                flatten(inner, into);
            } else if (value instanceof Optional<?> there) {
                into.put(name, there.map(Object::toString).orElse(""));
            } else if (value instanceof Duration duration) {
                into.put(name + "_ms", Long.toString(duration.toMillis()));
            } else if (value instanceof Boolean yes) {
                into.put(name, yes ? "yes" : "no");
            } else if (value instanceof Enum<?>) {
                into.put(name, value.toString().toLowerCase(Locale.ROOT));
            } else {
                into.put(name, value.toString());
            }
        }
    }

    private static String snake(String camel) {
        return String.join("_", Arrays.asList(camel.split("(?=[A-Z])", -1)))
                .toLowerCase(Locale.ROOT);
    }
}
