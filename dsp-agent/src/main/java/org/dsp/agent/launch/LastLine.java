package org.dsp.agent.launch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The last line of a program's output, for the one line of the log. Thread-safe. */
final class LastLine {
    private static final int MAX = 200;
    private static final int KEPT = 512;

    private final byte[] end = new byte[KEPT];
    private int length;

    /** Looks at output; the buffer stays as it is. */
    synchronized void add(ByteBuffer output) {
        int more = Math.min(KEPT, output.remaining());
        int stays = Math.min(length, KEPT - more);
        System.arraycopy(end, length - stays, end, 0, stays);
        output.get(output.limit() - more, end, stays, more);
        length = stays + more;
    }

    /** The end of it, without characters that could disturb a log; empty when there was none. */
    synchronized String text() {
        int to = length;
        while (to > 0 && end[to - 1] == '\n') {
            to--;
        }
        int from = to;
        while (from > 0 && to - from < MAX && end[from - 1] != '\n') {
            from--;
        }
        return new String(end, from, to - from, StandardCharsets.UTF_8)
                .codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
