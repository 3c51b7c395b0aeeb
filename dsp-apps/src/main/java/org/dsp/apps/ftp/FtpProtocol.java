package org.dsp.apps.ftp;

/** The numbers of the protocol; see the package. */
final class FtpProtocol {
    static final int GET = 1;
    static final int PUT = 2;
    static final int GNEXT = 3;
    static final int PNEXT = 4;
    static final int CANCEL = 5;

    /** The answer of everything but GET and PUT. */
    static final int OK = 0;

    /** Most bytes of one GNEXT or PNEXT: what one vcopy moves. A shorter GNEXT is the last. */
    static final int CHUNK = 1 << 20;

    /** Most bytes of a path. */
    static final int MAX_PATH = 4096;

    private FtpProtocol() {}
}
