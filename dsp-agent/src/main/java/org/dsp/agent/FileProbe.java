package org.dsp.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A number that somebody else writes to a file. */
final class FileProbe implements LoadProbe {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,9})?");
    private static final int MOST = 100;

    private final Path file;

    FileProbe(Path file) {
        this.file = file;
    }

    @Override
    public OptionalInt sample(long now) throws IOException {
        return OptionalInt.of(parse(Files.readString(file)));
    }

    /**
     * The number in a text.
     *
     * @throws IOException when it is none from 0 to 100
     */
    static int parse(String text) throws IOException {
        String number = text.strip();
        if (!NUMBER.matcher(number).matches() || Double.parseDouble(number) > MOST) {
            String shown = number.substring(0, Math.min(number.length(), 40));
            throw new IOException("\"" + shown + "\" in it; allowed a number from 0 to 100");
        }
        return (int) Math.round(Double.parseDouble(number));
    }
}
