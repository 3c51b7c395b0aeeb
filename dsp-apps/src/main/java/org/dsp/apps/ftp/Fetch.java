package org.dsp.apps.ftp;

import java.io.IOException;
import java.util.function.LongConsumer;

/** Reads a file that a conversation has opened, from its beginning to its end. */
final class Fetch {
    private Fetch() {}

    /**
     * Writes it to {@code target} and commits that.
     *
     * @param progress is told how many bytes have come
     * @return its size
     * @throws IOException of the target
     */
    static long run(
            Conversation conversation,
            Chunk chunk,
            ServedFiles.Target target,
            LongConsumer progress)
            throws IOException {
        long position = 0;
        int length;
        do {
            length = conversation.getNext(chunk, position);
            target.write(position, chunk.first(length));
            position += length;
            progress.accept(position);
        } while (length == FtpProtocol.CHUNK);
        target.commit();
        return position;
    }
}
