package org.dsp.core.wire;

/**
 * Command codes of the wire (facts §1.4). 1…15 and their acknowledgements are the original's; 16
 * and above are this project's.
 */
public final class Command {
    /** An acknowledgement is its command with this bit. */
    public static final int ACK = 0x2000;

    /** The original's HELLO; here the link HELLO. */
    public static final int NONE = 0;

    public static final int SEND_MSG = 1;
    public static final int NTFY_MSG = 2;
    public static final int SNDREC_MSG = 3;
    public static final int REPLY_MSG = 4;
    public static final int COPYIN_DATA = 5;
    public static final int COPYOUT_RQST = 6;
    public static final int COPYLCL_RQST = 7;
    public static final int COPYRMT_RQST = 8;
    public static final int COPYIN_RQST = 9;

    /** The original's CMD_HELLO, never sent by it: the first frame of a connection. */
    public static final int JOIN = 10;

    /** Defined by the original, unused. */
    public static final int SHUTDOWN = 11;

    /** Control, back on the same connection. */
    public static final int WINDOW_ACK = 16;

    /** Control, back on the same connection, before it is closed. */
    public static final int REJECT = 17;

    /** This daemon leaves. */
    public static final int GOODBYE = 18;

    /** Ends a request of the source. */
    public static final int CANCEL = 19;

    /** The source endpoint's process is gone. */
    public static final int PROCESS_DIED = 20;

    /** A request was not accepted and not begun. */
    public static final int REFUSE = 21;

    /** The session is unknown here. */
    public static final int SESSION_GONE = 22;

    /** The session is to be ended. */
    public static final int CLOSE = 23;

    public static final int SEND_ACK = SEND_MSG | ACK;
    public static final int SNDREC_ACK = SNDREC_MSG | ACK;
    public static final int COPYIN_ACK = COPYIN_DATA | ACK;

    /** The answer to COPYOUT_RQST; carries data. */
    public static final int COPYOUT_DATA = COPYOUT_RQST | ACK;

    public static final int COPYLCL_ACK = COPYLCL_RQST | ACK;

    /** The end of a COPYRMT_RQST, sent by the destination's node to the requester's. */
    public static final int COPYRMT_ACK = COPYRMT_RQST | ACK;

    /** Control, back on the same connection: the answer to JOIN. */
    public static final int JOIN_ACK = JOIN | ACK;

    private Command() {}
}
