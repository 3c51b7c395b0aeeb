package org.dsp.ipc.attach;

/** The keys of INFO's {@code key=value} lines, see {@code docs/attach-protocol.md}. */
public final class InfoKeys {
    public static final String NODE = "node";
    public static final String NAME = "name";
    public static final String FLAGS = "flags";
    public static final String PROXY = "proxy";
    public static final String SENT = "pxsent";
    public static final String RECEIVED = "pxrcvd";
    public static final String CHANNEL_SENT = "channel_sent";
    public static final String CHANNEL_RECEIVED = "channel_rcvd";
    public static final String CONTAINERS = "containers";

    public static final String DCID = "dcid";
    public static final String ENDPOINT = "endpoint";
    public static final String GENERATION = "generation";
    public static final String PID = "pid";
    public static final String MISC = "misc";
    public static final String GETFROM = "getfrom";
    public static final String SENDTO = "sendto";
    public static final String LOCAL_SENT = "lsnt";
    public static final String REMOTE_SENT = "rsnt";
    public static final String LOCAL_COPIES = "lcopy";
    public static final String REMOTE_COPIES = "rcopy";

    private InfoKeys() {}
}
