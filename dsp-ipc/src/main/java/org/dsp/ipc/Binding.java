package org.dsp.ipc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * What an endpoint is bound as, and what it bound others as: said to the daemon at each attach.
 * Owned by whoever holds the {@link Attachment}, except the getters.
 */
final class Binding {
    /** For how long the daemon may take to see that the connection before this one is gone. */
    private static final long REBIND_NANOS = 2_000_000_000L;

    private static final int TOKEN_OFFSET = 16;

    private final int dcid;
    private final int endpoint;
    private final String name;
    private final byte[] token;
    private final Map<Integer, RemoteName> remotes = new LinkedHashMap<>();
    private OptionalInt rebinding = OptionalInt.empty();
    private volatile int generation;
    private long refusedSince;
    private boolean refused;

    /** The process that an endpoint number means, as the program said with rmtbind. */
    private record RemoteName(int node, String name) {}

    Binding(int dcid, int endpoint, String name, byte[] token) {
        this.dcid = dcid;
        this.endpoint = endpoint;
        this.name = checked(name);
        this.token = token;
    }

    int dcid() {
        return dcid;
    }

    int endpoint() {
        return endpoint;
    }

    int generation() {
        return generation;
    }

    /** Fills the body of a BIND or RMTBIND with a name that was checked. */
    static void putName(AttachFrame frame, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, frame.array(), AttachFrame.BODY, bytes.length);
    }

    /** The name, if frames can carry it. */
    static String checked(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Endpoints.MAX_NAME) {
            throw new DvkException(
                    ErrorCode.EDVSNAMESIZE,
                    "the name \"" + name + "\" has " + bytes + " bytes of UTF-8");
        }
        return name;
    }

    /** The program says what {@code remote} means: until {@link #remember} this is not repeated. */
    void rebinding(int remote) {
        rebinding = OptionalInt.of(remote);
    }

    /** No rmtbind is under way. */
    void rebindingEnded() {
        rebinding = OptionalInt.empty();
    }

    /** The daemon has accepted it. */
    void remember(int remote, int node, String remoteName) {
        remotes.put(remote, new RemoteName(node, remoteName));
    }

    /**
     * Makes a new connection this endpoint's.
     *
     * @param end when it is given up, in {@link System#nanoTime}
     * @param again whether there was one before
     * @throws IOException a failure that may pass
     * @throws DvkException a failure that will not
     */
    void bind(Attachment line, long end, boolean again) throws IOException {
        bindSelf(line, end, again);
        for (Map.Entry<Integer, RemoteName> remote : remotes.entrySet()) {
            if (!rebinding.equals(OptionalInt.of(remote.getKey()))) {
                rmtbind(line, end, remote.getKey(), remote.getValue());
            }
        }
    }

    private void bindSelf(Attachment line, long end, boolean again) throws IOException {
        AttachFrame frame = line.step(AttachOp.BIND, end).a0(dcid).a1(endpoint);
        putName(frame, name);
        System.arraycopy(token, 0, frame.array(), AttachFrame.BODY + TOKEN_OFFSET, token.length);
        Call bound = line.executeStep();
        if (bound.code() == endpoint) {
            generation = bound.detail();
            refused = false;
            return;
        }
        DvkException refusal = new DvkException(bound.code(), bound.describe());
        if (again && mayStillBeOurs(refusal.code())) {
            throw new IOException(refusal.getMessage(), refusal);
        }
        throw refusal;
    }

    /** Whether the daemon may only not have seen yet that the connection before is gone. */
    private boolean mayStillBeOurs(ErrorCode code) {
        if (code != ErrorCode.EDVSSLOTUSED && code != ErrorCode.EDVSBUSY) {
            return false;
        }
        long now = System.nanoTime();
        if (!refused) {
            refused = true;
            refusedSince = now;
        }
        return now - refusedSince < REBIND_NANOS;
    }

    private static void rmtbind(Attachment line, long end, int remote, RemoteName means)
            throws IOException {
        AttachFrame frame = line.step(AttachOp.RMTBIND, end).a0(remote).a1(means.node());
        putName(frame, means.name());
        Call done = line.executeStep();
        if (done.code() == remote) {
            return;
        }
        DvkException refusal = new DvkException(done.code(), done.describe() + ", once more");
        switch (refusal.code()) {
            case EDVSNOTCONN, EDVSNOPROXY, EDVSNODEFREE, EDVSAGAIN ->
                    throw new IOException(refusal.getMessage(), refusal);
            default -> throw refusal;
        }
    }
}
