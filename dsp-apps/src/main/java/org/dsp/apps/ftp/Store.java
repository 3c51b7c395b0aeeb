package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.LongConsumer;

/** Writes a file that a conversation has opened, from its beginning to its end. */
final class Store {
    private Store() {}

    /**
     * Sends all of {@code source} and ends the file.
     *
     * @param progress is told how many bytes the server has taken
     * @return the size
     * @throws IOException of the source
     */
    static long run(
            Conversation conversation,
            Chunk chunk,
            ReadableByteChannel source,
            LongConsumer progress)
            throws IOException {
        long position = 0;
        int length = fill(chunk, source);
        while (length > 0) {
            conversation.putNext(chunk, length, position);
            position += length;
            progress.accept(position);
            length = fill(chunk, source);
        }
        conversation.putNext(chunk, 0, position);
        return position;
    }

    private static int fill(Chunk chunk, ReadableByteChannel source) throws IOException {
        ByteBuffer into = chunk.first(FtpProtocol.CHUNK);
        int read = 0;
        while (into.hasRemaining() && read >= 0) {
            read = source.read(into);
        }
        return into.position();
    }
}
