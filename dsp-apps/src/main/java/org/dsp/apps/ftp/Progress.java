package org.dsp.apps.ftp;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The one line on a terminal that shows how far a transfer is. Not thread-safe. */
final class Progress {
    /** It fits the narrowest usual terminal. */
    static final int WIDTH = 79;

    private static final long INTERVAL = 200_000_000;
    private static final int NAME = 20;
    private static final int BAR = 20;
    private static final int PERCENT = 100;

    private final String name;
    private final OptionalLong total;
    private final Rate rate;
    private boolean shown;
    private long last;

    /**
     * Nothing transferred yet.
     *
     * @param name printable
     * @param total bytes, if known
     * @param now ns of any clock, as in the other methods
     */
    Progress(String name, OptionalLong total, long now) {
        this.name = shortened(name);
        this.total = total;
        this.rate = new Rate(now);
    }

    private static String shortened(String name) {
        int points = name.codePointCount(0, name.length());
        if (points <= NAME) {
            return name + " ".repeat(NAME - points);
        }
        return "…" + name.substring(name.offsetByCodePoints(name.length(), 1 - NAME));
    }

    /** The line to show when {@code done} bytes are transferred; none if one was shown just now. */
    Optional<String> line(long done, long now) {
        boolean complete = total.isPresent() && done >= total.getAsLong();
        if (shown && !complete && now - last < INTERVAL) {
            return Optional.empty();
        }
        shown = true;
        last = now;
        rate.update(done, now);
        String line = total.isPresent() ? withTotal(done, total.getAsLong()) : plain(done);
        int width = line.codePointCount(0, line.length());
        return Optional.of(line + " ".repeat(Math.max(0, WIDTH - width)));
    }

    private String plain(long done) {
        return String.format(
                Locale.ROOT, "%s %10.10s %14.14s", name, Amounts.bytes((double) done), perSecond());
    }

    private String withTotal(long done, long all) {
        double part = all <= 0 ? 1 : Math.min(1, (double) done / all);
        int filled = (int) (part * BAR);
        return String.format(
                Locale.ROOT,
                "%s %3d%% [%s%s] %14.14s %s",
                name,
                (int) (part * PERCENT),
                "#".repeat(filled),
                " ".repeat(BAR - filled),
                perSecond(),
                left(all - done));
    }

    private String perSecond() {
        return Amounts.bytes(rate.perSecond()) + "/s";
    }

    private String left(long bytes) {
        if (bytes <= 0) {
            return "done";
        }
        return rate.perSecond() <= 0
                ? "--:-- left"
                : Amounts.time(bytes / rate.perSecond()) + " left";
    }
}
