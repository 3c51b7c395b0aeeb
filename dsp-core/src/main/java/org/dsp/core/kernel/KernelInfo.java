package org.dsp.core.kernel;

import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachOp;
import org.dsp.ipc.attach.InfoKeys;

/** The kernel as text: NODE_INFO and PROC_INFO, with the original's numbers (facts §3). */
final class KernelInfo {
    /** Node flags of the original: ATTACHED, and SCONNECTED, which it shows of the local node. */
    private static final int LOCAL_NODE_FLAGS = 0x6;

    private static final int SENDING = 1 << 2;
    private static final int RECEIVING = 1 << 3;
    private static final int ON_COPY = 1 << 10;
    private static final int REMOTE = 1 << 12;
    private static final int WAIT_UNBIND = 1 << 17;
    private static final int WAIT_BIND = 1 << 18;

    private static final int NOTIFY_PENDING = 1 << 2;
    private static final int GROUP_LEADER = 1 << 5;

    /** The node that clients see servers at, when it is none of the others. */
    private static final String VIRTUAL = "name=services\nflags=6\n";

    private final Kernel kernel;
    private final String nodeName;

    KernelInfo(Kernel kernel, String nodeName) {
        this.kernel = kernel;
        this.nodeName = nodeName;
    }

    /** Lines {@code key=value}; empty for an unknown node. */
    String node(int which) {
        int id = which == Endpoints.LOCALNODE ? kernel.node : which;
        boolean local = id == kernel.node;
        boolean virtual = !kernel.links.known(id) && id == kernel.services.presented();
        if (!Kernel.isNode(id) || (!local && !virtual && !kernel.links.known(id))) {
            return "";
        }
        StringBuilder s = new StringBuilder();
        line(s, InfoKeys.NODE, id);
        line(s, InfoKeys.PROXY, local ? -1 : id);
        line(s, InfoKeys.SENT, kernel.sentTo(id));
        line(s, InfoKeys.RECEIVED, kernel.receivedFrom(id));
        line(s, InfoKeys.CONTAINERS, containersOf(id));
        if (local) {
            line(s, InfoKeys.NAME, plain(nodeName));
            line(s, InfoKeys.FLAGS, Integer.toHexString(LOCAL_NODE_FLAGS));
            line(s, "processes", kernel.sessions());
            line(s, "dropped", kernel.dropped());
        } else {
            s.append(virtual ? VIRTUAL : kernel.links.describe(id));
        }
        return s.toString();
    }

    private String containersOf(int node) {
        StringBuilder ids = new StringBuilder();
        for (int dcid = 0; dcid < Kernel.MAX_CONTAINERS; dcid++) {
            Container c = kernel.container(dcid);
            if (c != null && c.hasNode(node)) {
                ids.append(ids.isEmpty() ? "" : ",").append(dcid);
            }
        }
        return ids.toString();
    }

    /**
     * Lines {@code key=value}; empty when the number means nobody to {@code asker} (null = no
     * process).
     */
    String process(LocalProcess asker, int dcid, int endpoint) {
        Container c = kernel.container(dcid);
        if (c == null || !c.limits.contains(endpoint)) {
            return "";
        }
        Contact known = asker == null || asker.container != c ? null : asker.contact(endpoint);
        Party party = known == null ? c.local(endpoint) : known.party;
        if (party == null) {
            party = c.named(endpoint);
        }
        if (party == null) {
            return "";
        }
        StringBuilder s = new StringBuilder();
        line(s, InfoKeys.DCID, dcid);
        line(s, InfoKeys.ENDPOINT, endpoint);
        line(s, InfoKeys.NODE, kernel.shown(party.node));
        line(s, InfoKeys.GENERATION, party.generation);
        if (party instanceof LocalProcess p) {
            local(s, p);
        } else {
            line(s, InfoKeys.PID, -1);
            line(s, InfoKeys.FLAGS, Integer.toHexString(REMOTE));
        }
        return s.toString();
    }

    private static void local(StringBuilder s, LocalProcess p) {
        line(s, InfoKeys.NAME, plain(p.name));
        line(s, InfoKeys.PID, p.pid);
        line(s, "uid", p.uid);
        line(s, InfoKeys.FLAGS, Integer.toHexString(flags(p)));
        int notify = p.firstNotified() == null ? 0 : NOTIFY_PENDING;
        line(s, InfoKeys.MISC, Integer.toHexString(GROUP_LEADER | notify));
        line(s, InfoKeys.GETFROM, getFrom(p));
        line(s, InfoKeys.SENDTO, isSending(p) ? p.withName : Endpoints.NONE);
        line(s, InfoKeys.LOCAL_SENT, p.localSent);
        line(s, InfoKeys.REMOTE_SENT, p.remoteSent);
        line(s, InfoKeys.LOCAL_COPIES, p.localCopies);
        line(s, InfoKeys.REMOTE_COPIES, p.remoteCopies);
    }

    private static int flags(LocalProcess p) {
        return switch (p.phase) {
            case IDLE -> 0;
            case LEAVING, SENT, QUEUED -> p.op == AttachOp.SENDREC ? SENDING | RECEIVING : SENDING;
            case ANSWER, RECEIVING -> RECEIVING;
            case COPYING -> ON_COPY;
            case WAIT_BIND -> WAIT_BIND;
            case WAIT_UNBIND -> WAIT_UNBIND;
        };
    }

    private static boolean isSending(LocalProcess p) {
        return p.phase == Phase.LEAVING || p.phase == Phase.SENT || p.phase == Phase.QUEUED;
    }

    private static int getFrom(LocalProcess p) {
        if (p.phase == Phase.RECEIVING) {
            return p.receiveFrom == null ? Endpoints.ANY : p.receiveFrom.name;
        }
        boolean sendrec = isSending(p) && p.op == AttachOp.SENDREC;
        return sendrec || p.phase == Phase.ANSWER ? p.withName : Endpoints.NONE;
    }

    private static void line(StringBuilder s, String key, long value) {
        s.append(key).append('=').append(value).append('\n');
    }

    private static void line(StringBuilder s, String key, String value) {
        s.append(key).append('=').append(value).append('\n');
    }

    /** A program chose the name: it must not look like another line. */
    private static String plain(String text) {
        StringBuilder s = new StringBuilder(text);
        for (int i = 0; i < s.length(); i++) {
            if (Character.isISOControl(s.charAt(i))) {
                s.setCharAt(i, '?');
            }
        }
        return s.toString();
    }
}
