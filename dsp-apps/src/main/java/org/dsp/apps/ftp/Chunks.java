package org.dsp.apps.ftp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** Chunks of {@link FtpProtocol#CHUNK} bytes: made when first needed, used again, never more. */
final class Chunks {
    private final Deque<Chunk> free = new ArrayDeque<>();
    private final Supplier<Chunk> maker;
    private final int most;
    private int made;

    /** At most {@code most} chunks of {@code maker}. */
    Chunks(int most, Supplier<Chunk> maker) {
        this.most = most;
        this.maker = maker;
    }

    /** A chunk, or none if all are in use. */
    Optional<Chunk> take() {
        if (free.isEmpty() && made < most) {
            made++;
            return Optional.of(maker.get());
        }
        return Optional.ofNullable(free.poll());
    }

    /** Gives one back. */
    void give(Chunk chunk) {
        free.push(chunk);
    }

    /** How many are in use. */
    int inUse() {
        return made - free.size();
    }
}
