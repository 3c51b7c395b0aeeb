package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file that is read. */
final class OpenFile implements ServedFiles.Source {
    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final SeekableByteChannel channel;
    private final long size;

    private OpenFile(SeekableByteChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static OpenFile open(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        SeekableByteChannel channel = directory.newByteChannel(name, READ);
        try {
            return new OpenFile(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        channel.position(position);
        int read = 0;
        while (into.hasRemaining() && read >= 0) {
            read = channel.read(into);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
