package org.dsp.agent.launch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The last line of a program's output, for the one line of the log. Thread-safe. */
final class LastLine {
    private static final int MAX = 200;

    private final byte[] line = new byte[MAX];
    private int length;
    private boolean ended;

    /** Looks at output; the buffer stays as it is. */
    synchronized void add(ByteBuffer output) {
        for (int i = output.position(); i < output.limit(); i++) {
            byte b = output.get(i);
            if (b == '\n') {
                ended = length > 0;
                continue;
            }
            if (ended) {
                length = 0;
                ended = false;
            }
            if (length < MAX) {
                line[length++] = b;
            }
        }
    }

    /** It, without characters that could disturb a log; empty when there was none. */
    synchronized String text() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
