package org.dsp.agent.launch;

import java.io.IOException;
import java.io.StringReader;
import java.util.OptionalLong;
import java.util.Properties;
import org.dsp.core.launch.Token;

/**
 * What the next daemon has to know of a program, should this one die.
 *
 * @param service whose program it is
 * @param dcid its container
 * @param endpoint that it serves
 * @param bootId of the machine's start that the ticks are of
 * @param mark by which its processes are known
 */
record JournalEntry(String service, int dcid, int endpoint, String bootId, Mark mark) {
    /** The same after the fork. */
    JournalEntry with(Mark known) {
        return new JournalEntry(service, dcid, endpoint, bootId, known);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "service", service);
        line(text, "dcid", Integer.toString(dcid));
        line(text, "endpoint", Integer.toString(endpoint));
        line(text, "boot", bootId);
        line(text, "token", mark.token().hex());
        line(text, "since", Long.toString(mark.since()));
        mark.pid().ifPresent(pid -> line(text, "pid", Long.toString(pid)));
        mark.first().ifPresent(first -> line(text, "started", Long.toString(first)));
        line(text, "end", "yes");
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    static JournalEntry parse(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable", e);
        }
        need(lines, "end");
        Mark mark =
                new Mark(
                        Token.parse(need(lines, "token")),
                        number(lines, "pid"),
                        Long.parseLong(need(lines, "since")),
                        number(lines, "started"));
        return new JournalEntry(
                need(lines, "service"),
                Integer.parseInt(need(lines, "dcid")),
                Integer.parseInt(need(lines, "endpoint")),
                need(lines, "boot"),
                mark);
    }

    private static OptionalLong number(Properties lines, String key) {
        String value = lines.getProperty(key);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    private static String need(Properties lines, String key) {
        String value = lines.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + " in it");
        }
        return value;
    }

    /** As a log line names it. */
    String label() {
        return "the program of service %s on endpoint %d of container %d"
                .formatted(service, endpoint, dcid);
    }
}
