package org.dsp.ipc.attach;

/** What an attach frame is: the {@code op} field, see {@code docs/attach-protocol.md}. */
public final class AttachOp {
    public static final int HELLO = 1;
    public static final int BIND = 2;
    public static final int UNBIND = 3;
    public static final int RMTBIND = 4;
    public static final int WAIT4BIND = 5;
    public static final int WAIT4UNBIND = 6;
    public static final int SEND = 10;
    public static final int RECEIVE = 11;
    public static final int SENDREC = 12;
    public static final int NOTIFY = 13;
    public static final int RCVRQST = 14;
    public static final int REPLY = 15;
    public static final int REPLY_RECEIVE = 16;
    public static final int VCOPY = 17;
    public static final int CANCEL = 18;
    public static final int TAKEN = 19;
    public static final int READ_DATA = 20;
    public static final int WRITE_ACK = 21;
    public static final int NODE_INFO = 22;
    public static final int PROC_INFO = 23;
    public static final int WELCOME = 64;
    public static final int RESULT = 65;
    public static final int MESSAGE = 66;
    public static final int RETRACT = 67;
    public static final int READ = 68;
    public static final int WRITE = 69;
    public static final int INFO = 70;
    public static final int BYE = 71;

    private AttachOp() {}
}
