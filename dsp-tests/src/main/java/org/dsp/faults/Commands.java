package org.dsp.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person, or a script, tells a proxy: one line each. */
final class Commands {
    /** All of them. */
    static final List<String> HELP =
            List.of(
                    "delay [up|down] TIME [JITTER]    bytes arrive later, and up to JITTER more",
                    "bandwidth [up|down] SIZE         bytes a second, all connections together; 0 = no bound",
                    "cut                              reset every connection (RST)",
                    "close                            end every connection in good order (FIN)",
                    "cut after [up|down] SIZE         reset them when so many more bytes have passed",
                    "cut every TIME..TIME [TIME..TIME]  again and again; refuse connections so long after each",
                    "half-open near|far               this end is gone, the other does not learn of it",
                    "blackhole [up|down] [swallow] [TIME]  bytes wait, or are forgotten; connections hear nothing",
                    "freeze [up|down]                 what is connected now goes silent, new connections are whole",
                    "refuse [TIME]                    refuse connections",
                    "corrupt up|down [FIELD=VALUE...] at=OFFSET xor=BITS [nth=N]  flip bits of frames",
                    "heal                             end all that",
                    "status                           what it carries and has done",
                    "quit");

    private static final Pattern PAIR = Pattern.compile("([a-z]+|@[0-9]{1,3})=(-?[0-9]{1,9})");

    private final FaultProxy proxy;

    Commands(FaultProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Does what a line says; returns what to answer.
     *
     * @throws IllegalArgumentException if it says nothing that is known; the text is for people
     */
    String run(String line) {
        Words words = new Words(line);
        String command = words.next("a command");
        switch (command) {
            case "delay" -> delay(words);
            case "bandwidth" -> bandwidth(words);
            case "cut" -> cut(words);
            case "close" -> {
                words.end();
                proxy.end();
            }
            case "half-open" -> {
                End gone = End.valueOf(words.choice("near", "far"));
                words.end();
                proxy.halfOpen(gone);
            }
            case "blackhole" -> blackHole(words);
            case "freeze" -> {
                List<Way> ways = words.ways();
                words.end();
                ways.forEach(proxy::freeze);
            }
            case "refuse" -> refuse(words);
            case "corrupt" -> corrupt(words);
            case "heal" -> {
                words.end();
                proxy.heal();
            }
            case "status" -> {
                words.end();
                return proxy.status().toString();
            }
            default ->
                    throw new IllegalArgumentException(
                            "command " + command + "; allowed: see help");
        }
        return "ok";
    }

    private void delay(Words words) {
        List<Way> ways = words.ways();
        Duration delay = Units.duration(words.next("a time"));
        Duration jitter = words.more() ? Units.duration(words.next("a time")) : Duration.ZERO;
        words.end();
        ways.forEach(way -> proxy.delay(way, delay, jitter));
    }

    private void bandwidth(Words words) {
        List<Way> ways = words.ways();
        long bytes = Units.bytes(words.next("a size"));
        words.end();
        ways.forEach(way -> proxy.bandwidth(way, bytes));
    }

    private void cut(Words words) {
        if (words.is("after")) {
            List<Way> ways = words.ways();
            long bytes = Units.bytes(words.next("a size"));
            words.end();
            ways.forEach(way -> proxy.cutAfter(way, bytes));
        } else if (words.is("every")) {
            Span every = Units.span(words.next("a time"));
            Span lasting = words.more() ? Units.span(words.next("a time")) : Span.NONE;
            words.end();
            proxy.cutRandomly(every, lasting);
        } else {
            words.end();
            proxy.cut();
        }
    }

    private void blackHole(Words words) {
        List<Way> ways = words.ways();
        Hole hole = words.is("swallow") ? Hole.SWALLOW : Hole.HOLD;
        if (words.more()) {
            Duration length = Units.duration(words.next("a time"));
            words.end();
            ways.forEach(way -> proxy.later(length, () -> proxy.hole(way, Hole.OPEN)));
        }
        ways.forEach(way -> proxy.hole(way, hole));
    }

    private void refuse(Words words) {
        if (words.more()) {
            Duration length = Units.duration(words.next("a time"));
            words.end();
            proxy.later(length, () -> proxy.refuse(false));
        }
        proxy.refuse(true);
    }

    private void corrupt(Words words) {
        Way way = Way.valueOf(words.choice("up", "down"));
        List<Corruption.Field> when = new ArrayList<>();
        int nth = 0;
        int at = -1;
        int xor = -1;
        while (words.more()) {
            String pair = words.next("a pair");
            Matcher matcher = PAIR.matcher(pair);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        pair + "; allowed such as cmd=3, @64=7, at=0, xor=64, nth=1");
            }
            String name = matcher.group(1);
            int value = Integer.parseInt(matcher.group(2));
            switch (name) {
                case "at" -> at = value;
                case "xor" -> xor = value;
                case "nth" -> nth = value;
                default ->
                        when.add(
                                name.startsWith("@")
                                        ? new Corruption.Field(
                                                Integer.parseInt(name.substring(1)), value)
                                        : Corruption.field(name, value));
            }
        }
        proxy.corrupt(way, new Corruption(when, nth, at, xor));
    }

    /** The words of a line, one after the other. */
    private static final class Words {
        private final String[] words;
        private int next;

        Words(String line) {
            words = line.strip().split("\\s+");
        }

        boolean more() {
            return next < words.length;
        }

        String next(String what) {
            if (!more() || words[next].isEmpty()) {
                throw new IllegalArgumentException(what + " is missing; see help");
            }
            return words[next++];
        }

        boolean is(String word) {
            boolean is = more() && words[next].equals(word);
            next += is ? 1 : 0;
            return is;
        }

        List<Way> ways() {
            if (is("up")) {
                return List.of(Way.UP);
            }
            return is("down") ? List.of(Way.DOWN) : List.of(Way.values());
        }

        String choice(String one, String other) {
            String word = next(one + " or " + other);
            if (!word.equals(one) && !word.equals(other)) {
                throw new IllegalArgumentException(word + "; allowed " + one + " or " + other);
            }
            return word.toUpperCase(Locale.ROOT);
        }

        void end() {
            if (more()) {
                throw new IllegalArgumentException(words[next] + " is too much; see help");
            }
        }
    }
}
