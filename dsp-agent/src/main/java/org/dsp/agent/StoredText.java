package org.dsp.agent;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.StoredConfig;

/**
 * A kept configuration as a file: six lines, the text of the cluster file, and a line with the
 * checksum of all before it.
 *
 * <pre>
 * dspd-config 1
 * cluster 00c0ffee00c0ffee
 * counter 3
 * digest 0123456789abcdef
 * ancestors 0123456789abcde0 0123456789abcde1
 * name cluster.cfg
 * …
 * checksum 89abcdef
 * </pre>
 */
final class StoredText {
    private static final String FIRST = "dspd-config 1";
    private static final String CHECKSUM = "\nchecksum ";
    private static final int CHECKSUM_BYTES = CHECKSUM.length() + 8 + 1;
    private static final int LINES = 6;
    private static final int HEX = 16;

    private StoredText() {}

    /** The file's bytes. */
    static byte[] bytes(StoredConfig config) {
        String text =
                "%s\ncluster %016x\ncounter %d\ndigest %016x\nancestors%s\nname %s\n%s"
                        .formatted(
                                FIRST,
                                config.epoch().clusterId(),
                                config.epoch().counter(),
                                config.epoch().digest(),
                                config.ancestors().stream()
                                        .map(" %016x"::formatted)
                                        .collect(Collectors.joining()),
                                URLEncoder.encode(config.text().name(), StandardCharsets.UTF_8),
                                config.text().text());
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] end = (CHECKSUM + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(body, body.length + end.length);
        System.arraycopy(end, 0, all, body.length, end.length);
        return all;
    }

    /**
     * What the bytes of a file say.
     *
     * @throws IllegalArgumentException when they are not what {@link #bytes} made
     */
    static StoredConfig parse(byte[] bytes) {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 0) {
            throw new IllegalArgumentException("it is cut off");
        }
        byte[] body = Arrays.copyOf(bytes, length);
        String end = new String(bytes, length, CHECKSUM_BYTES, StandardCharsets.UTF_8);
        if (!end.equals(CHECKSUM + checksum(body) + "\n")) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        String[] lines = new String(body, StandardCharsets.UTF_8).split("\n", LINES + 1);
        if (lines.length <= LINES || !lines[0].equals(FIRST)) {
            throw new IllegalArgumentException(
                    "it is of another version; this one reads \"" + FIRST + "\"");
        }
        ConfigEpoch epoch =
                new ConfigEpoch(
                        hex(value(lines[1], "cluster")),
                        Long.parseLong(value(lines[2], "counter")),
                        hex(value(lines[3], "digest")));
        String ancestors = value(lines[4], "ancestors");
        List<Long> before =
                ancestors.isEmpty()
                        ? List.of()
                        : Arrays.stream(ancestors.split(" ", -1)).map(StoredText::hex).toList();
        String name = URLDecoder.decode(value(lines[5], "name"), StandardCharsets.UTF_8);
        return new StoredConfig(epoch, before, new ConfigText(name, lines[LINES]));
    }

    private static String value(String line, String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException("it has no line \"" + key + "\" where one belongs");
        }
        return line.substring(key.length()).strip();
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text, HEX);
    }

    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return "%08x".formatted(crc.getValue());
    }
}
