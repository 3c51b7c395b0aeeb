package org.dsp.core.wire;

/**
 * Command codes of the wire (facts §1.4, {@code docs/wire/frames.md}). 1…9 and their
 * acknowledgements are the original's; 10 and 16 and above are this project's. What a command may
 * carry is answered here and nowhere else.
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

    /** Defined by the original, never sent; not accepted. */
    public static final int SHUTDOWN = 11;

    /** Control, back on the same connection. */
    public static final int WINDOW_ACK = 16;

    /** Control, back on the same connection, before it is closed. */
    public static final int REJECT = 17;

    /** Control: this daemon leaves. */
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

    /** Only an error: a notify has no success ack. */
    public static final int NTFY_ACK = NTFY_MSG | ACK;

    /** Only an error: the answer to SNDREC_MSG is a SEND_MSG or REPLY_MSG. */
    public static final int SNDREC_ACK = SNDREC_MSG | ACK;

    /** Defined by the original, which answers a reply with SEND_ACK. */
    public static final int REPLY_ACK = REPLY_MSG | ACK;

    public static final int COPYIN_ACK = COPYIN_DATA | ACK;

    /** The answer to COPYOUT_RQST; carries data. */
    public static final int COPYOUT_DATA = COPYOUT_RQST | ACK;

    public static final int COPYLCL_ACK = COPYLCL_RQST | ACK;

    /** The end of a COPYRMT_RQST, sent by the destination's node to the requester's. */
    public static final int COPYRMT_ACK = COPYRMT_RQST | ACK;

    /** Control, back on the same connection: the answer to JOIN. */
    public static final int JOIN_ACK = JOIN | ACK;

    /** Which routing extension a command may carry; see {@link ProxyHeader#FLAG_ROUTING}. */
    public enum Routing {
        /** None. */
        NONE,
        /** 24 bytes in c_vcopy. */
        MESSAGE,
        /** 36 bytes in c_msg. */
        COPY
    }

    private static final int KNOWN = 1;
    private static final int PAYLOAD = 1 << 1;
    private static final int CONTROL = 1 << 2;
    private static final int MESSAGE = 1 << 3;
    private static final int COPY = 1 << 4;

    /** Indexed by the code without {@link #ACK}. */
    private static final String[] NAMES = new String[CLOSE + 1];

    private static final String[] ACK_NAMES = new String[CLOSE + 1];
    private static final byte[] TRAITS = new byte[CLOSE + 1];
    private static final byte[] ACK_TRAITS = new byte[CLOSE + 1];

    static {
        define(NONE, "CMD_NONE", CONTROL);
        define(SEND_MSG, "CMD_SEND_MSG", MESSAGE);
        define(NTFY_MSG, "CMD_NTFY_MSG", MESSAGE);
        define(SNDREC_MSG, "CMD_SNDREC_MSG", MESSAGE);
        define(REPLY_MSG, "CMD_REPLY_MSG", MESSAGE);
        define(COPYIN_DATA, "CMD_COPYIN_DATA", COPY | PAYLOAD);
        define(COPYOUT_RQST, "CMD_COPYOUT_RQST", COPY);
        define(COPYLCL_RQST, "CMD_COPYLCL_RQST", COPY);
        define(COPYRMT_RQST, "CMD_COPYRMT_RQST", COPY);
        define(COPYIN_RQST, "CMD_COPYIN_RQST", COPY | PAYLOAD);
        define(JOIN, "CMD_JOIN", CONTROL);
        define(WINDOW_ACK, "CMD_WINDOW_ACK", CONTROL);
        define(REJECT, "CMD_REJECT", CONTROL);
        define(GOODBYE, "CMD_GOODBYE", CONTROL);
        define(CANCEL, "CMD_CANCEL", MESSAGE);
        define(PROCESS_DIED, "CMD_PROCESS_DIED", MESSAGE);
        define(REFUSE, "CMD_REFUSE", MESSAGE);
        define(SESSION_GONE, "CMD_SESSION_GONE", MESSAGE);
        define(CLOSE, "CMD_CLOSE", MESSAGE);
        define(SEND_ACK, "CMD_SEND_ACK", MESSAGE);
        define(NTFY_ACK, "CMD_NTFY_ACK", MESSAGE);
        define(SNDREC_ACK, "CMD_SNDREC_ACK", MESSAGE);
        define(REPLY_ACK, "CMD_REPLY_ACK", MESSAGE);
        define(COPYIN_ACK, "CMD_COPYIN_ACK", COPY);
        define(COPYOUT_DATA, "CMD_COPYOUT_DATA", COPY | PAYLOAD);
        define(COPYLCL_ACK, "CMD_COPYLCL_ACK", COPY);
        define(COPYRMT_ACK, "CMD_COPYRMT_ACK", COPY);
        define(JOIN_ACK, "CMD_JOIN_ACK", CONTROL);
    }

    private Command() {}

    /** Whether a frame with this code may be on the wire at all. */
    public static boolean isKnown(int cmd) {
        return (traits(cmd) & KNOWN) != 0;
    }

    /** Whether the command itself has a payload; a batch is a payload of any other command. */
    public static boolean carriesPayload(int cmd) {
        return (traits(cmd) & PAYLOAD) != 0;
    }

    /** Whether the frame is between channels: no sequence number, outside every window. */
    public static boolean isControl(int cmd) {
        return (traits(cmd) & CONTROL) != 0;
    }

    /** Where the command's routing extension lies, if {@link ProxyHeader#FLAG_ROUTING} is set. */
    public static Routing routing(int cmd) {
        int traits = traits(cmd);
        if ((traits & MESSAGE) != 0) {
            return Routing.MESSAGE;
        }
        return (traits & COPY) != 0 ? Routing.COPY : Routing.NONE;
    }

    /** The name for logs; {@code unknown} for a code that is not on the wire. */
    public static String name(int cmd) {
        if (!isKnown(cmd)) {
            return "unknown";
        }
        return (cmd & ACK) != 0 ? ACK_NAMES[cmd & ~ACK] : NAMES[cmd];
    }

    private static int traits(int cmd) {
        int base = cmd & ~ACK;
        if (base < 0 || base >= TRAITS.length) {
            return 0;
        }
        return (cmd & ACK) != 0 ? ACK_TRAITS[base] : TRAITS[base];
    }

    private static void define(int cmd, String name, int traits) {
        int base = cmd & ~ACK;
        boolean ack = (cmd & ACK) != 0;
        (ack ? ACK_NAMES : NAMES)[base] = name;
        (ack ? ACK_TRAITS : TRAITS)[base] = (byte) (traits | KNOWN);
    }
}
