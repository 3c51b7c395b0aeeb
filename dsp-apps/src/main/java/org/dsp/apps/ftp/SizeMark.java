package org.dsp.apps.ftp;

import java.util.OptionalLong;
import org.dsp.ipc.M1;

/**
 * The size of a file in the answer to GET, in fields that the original leaves alone: p3 a mark, i2
 * and i3 the low and high half. Without the mark the size is not known.
 */
final class SizeMark {
    /** "SIZE", little-endian. No address: the client sends 0 there, which an original echoes. */
    private static final int MARK = 0x455A4953;

    private static final long LOW = 0xFFFF_FFFFL;

    private SizeMark() {}

    static void put(M1 answer, long size) {
        answer.p3(MARK).i2((int) size).i3((int) (size >>> Integer.SIZE));
    }

    static OptionalLong get(M1 answer) {
        if (answer.p3() != MARK) {
            return OptionalLong.empty();
        }
        long size = ((long) answer.i3() << Integer.SIZE) | (answer.i2() & LOW);
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }
}
