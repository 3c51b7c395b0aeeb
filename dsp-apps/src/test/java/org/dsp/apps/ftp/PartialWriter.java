package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.file.Path;

/** Begins a file, says {@code w}, and writes it for ever: until it is killed. */
final class PartialWriter {
    private PartialWriter() {}

    /** Argument: the file. */
    public static void main(String[] args) throws IOException {
        LocalFiles.create(Path.of(args[0]));
        System.out.write('w');
        System.out.flush();
        while (System.in.read() >= 0) {
            // What is written there means nothing.
        }
    }
}
