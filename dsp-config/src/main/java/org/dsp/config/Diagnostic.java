package org.dsp.config;

/**
 * Something wrong in a file, and where.
 *
 * @param file as it was named to the reader
 * @param line from 1; 0 = the file as a whole
 * @param column from 1, in characters; a tab is one
 * @param wrong what is wrong
 * @param allowed what would be right
 */
public record Diagnostic(String file, int line, int column, String wrong, String allowed) {
    /** {@code file:line:column: what is wrong; what is allowed}. */
    @Override
    public String toString() {
        String where = line == 0 ? file : file + ":" + line + ":" + column;
        return where + ": " + wrong + "; " + allowed;
    }
}
