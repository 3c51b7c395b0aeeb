package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The files of a server. Every call may take as long as a disk likes. */
interface ServedFiles {
    /** A file to be read. One call at a time, of any thread. */
    interface Source {
        /** Its size when it was opened, bytes. */
        long size();

        /** Fills {@code into} from {@code position} on, but for the end of the file. */
        void read(long position, ByteBuffer into) throws IOException;

        /** Closes it. */
        void close() throws IOException;
    }

    /** A file to be written, unseen under its name until it is complete. One call at a time. */
    interface Target {
        /** Writes all of {@code from} at {@code position}. */
        void write(long position, ByteBuffer from) throws IOException;

        /** Gives it its name, in place of what had that name before. It is closed then. */
        void commit() throws IOException;

        /** Removes it, if it was not committed. Again: does nothing. */
        void discard() throws IOException;
    }

    /**
     * Opens a file.
     *
     * @throws Refusal if it is none that is served
     */
    Source open(RemotePath path) throws IOException;

    /**
     * Begins a file.
     *
     * @throws Refusal if that may not be written
     */
    Target create(RemotePath path) throws IOException;
}
