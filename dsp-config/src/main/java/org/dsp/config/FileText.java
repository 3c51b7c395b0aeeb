package org.dsp.config;

import java.nio.file.Path;

/**
 * A file's text, for whoever passes it on as it is: the daemons of other nodes judge it by {@link
 * ClusterFile#parse}. Stateless: any thread may call.
 */
public final class FileText {
    private FileText() {}

    /** Reads a file. It never throws: a file that cannot be read is an error like others. */
    public static Parsed<String> read(Path file) {
        var problems = new Problems(file.toString());
        return problems.outcome(() -> SourceText.read(file, problems));
    }
}
