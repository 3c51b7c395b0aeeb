package org.dsp.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dsp.harness.HarnessException;

/** The part of a document that is written by a program: what is between two marks. */
final class Chapter {
    private static final String BEGIN = "<!-- results: written by bench.sh -->\n";
    private static final String END = "<!-- end of results -->\n";

    private Chapter() {}

    /**
     * The document with another text between the marks.
     *
     * @throws HarnessException if it has no marks
     */
    static String replaced(String document, String text) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new HarnessException(
                    "no place for results; needed: the lines "
                            + BEGIN.strip()
                            + " and "
                            + END.strip());
        }
        return document.substring(0, begin + BEGIN.length())
                + "\n"
                + text
                + "\n"
                + document.substring(end);
    }

    /** Writes the text between the marks of a file. */
    static void write(Path file, String text) throws IOException {
        String document = Files.readString(file, StandardCharsets.UTF_8);
        Files.writeString(file, replaced(document, text), StandardCharsets.UTF_8);
    }
}
