package org.dsp.apps.ftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory, on a disk of limited size, that count what is open. */
final class MemoryFiles implements ServedFiles {
    final Map<String, byte[]> files = new TreeMap<>();
    int open;
    int partial;
    long room = Long.MAX_VALUE;
    boolean broken;

    private static String key(RemotePath path) {
        return String.join("/", path.names());
    }

    @Override
    public Source open(RemotePath path) throws IOException {
        byte[] bytes = files.get(key(path));
        if (bytes == null) {
            throw new NoSuchFileException(key(path));
        }
        open++;
        return new Source() {
            private boolean closed;

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, ByteBuffer into) throws IOException {
                if (broken) {
                    throw new IOException("Input/output error");
                }
                int from = (int) Math.min(position, bytes.length);
                into.put(bytes, from, Math.min(into.remaining(), bytes.length - from));
            }

            @Override
            public void close() {
                open -= closed ? 0 : 1;
                closed = true;
            }
        };
    }

    @Override
    public Target create(RemotePath path) {
        partial++;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        return new Target() {
            private boolean done;

            @Override
            public void write(long position, ByteBuffer from) throws IOException {
                if (position != written.size()) {
                    throw new IOException("written twice or with a gap, at " + position);
                }
                if (written.size() + from.remaining() > room) {
                    throw new IOException("No space left on device");
                }
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                written.write(bytes);
            }

            @Override
            public void commit() {
                files.put(key(path), written.toByteArray());
                end();
            }

            @Override
            public void discard() {
                end();
            }

            private void end() {
                partial -= done ? 0 : 1;
                done = true;
            }
        };
    }

    byte[] get(String name) {
        return Arrays.copyOf(files.get(name), files.get(name).length);
    }
}
