package org.dsp.core.kernel;

import org.dsp.ipc.ErrorCode;

/** The error numbers that the kernel answers with, as ints: no look-up on a message's way. */
final class Codes {
    static final int AGAIN = ErrorCode.EDVSAGAIN.number();
    static final int INTR = ErrorCode.EDVSINTR.number();
    static final int PERM = ErrorCode.EDVSPERM.number();
    static final int TIMEDOUT = ErrorCode.EDVSTIMEDOUT.number();
    static final int NOTCONN = ErrorCode.EDVSNOTCONN.number();
    static final int NOSPC = ErrorCode.EDVSNOSPC.number();
    static final int LOCKED = ErrorCode.EDVSLOCKED.number();
    static final int BADSRCDST = ErrorCode.EDVSBADSRCDST.number();
    static final int SRCDIED = ErrorCode.EDVSSRCDIED.number();
    static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();
    static final int TRAPDENIED = ErrorCode.EDVSTRAPDENIED.number();
    static final int BADREQUEST = ErrorCode.EDVSBADREQUEST.number();
    static final int BADNODEID = ErrorCode.EDVSBADNODEID.number();
    static final int BADDCID = ErrorCode.EDVSBADDCID.number();
    static final int NOPROXY = ErrorCode.EDVSNOPROXY.number();
    static final int NOTBIND = ErrorCode.EDVSNOTBIND.number();
    static final int NODCNODE = ErrorCode.EDVSNODCNODE.number();
    static final int NONODE = ErrorCode.EDVSNONODE.number();
    static final int NAMESIZE = ErrorCode.EDVSNAMESIZE.number();
    static final int ACKWAIT = ErrorCode.EDVSACKWAIT.number();
    static final int PROCSTS = ErrorCode.EDVSPROCSTS.number();
    static final int ENQUEUED = ErrorCode.EDVSENQUEUED.number();
    static final int OVERRUN = ErrorCode.EDVSOVERRUN.number();
    static final int SLOTUSED = ErrorCode.EDVSSLOTUSED.number();
    static final int BADRANGE = ErrorCode.EDVSBADRANGE.number();
    static final int BADVALUE = ErrorCode.EDVSBADVALUE.number();
    static final int RANGE = ErrorCode.EDVSRANGE.number();
    static final int RSCBUSY = ErrorCode.EDVSRSCBUSY.number();
    static final int ENDPOINT = ErrorCode.EDVSENDPOINT.number();

    private Codes() {}
}
