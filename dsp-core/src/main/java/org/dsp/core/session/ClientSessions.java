package org.dsp.core.session;

import java.util.Arrays;
import java.util.function.Consumer;

/** The sessions of this node's clients, by id and by client. Looking up allocates nothing. */
public final class ClientSessions {
    private static final int CONTAINERS = 32;

    /** Added to endpoints: nr_tasks is 1000 at most. */
    private static final int OFFSET = 1000;

    private final ClientSession[][] byClient = new ClientSession[CONTAINERS][0];
    private final LongTable<ClientSession> byId = new LongTable<>();

    /** The session with this id; null when there is none. */
    public ClientSession get(long id) {
        return byId.get(id);
    }

    /** The client's session with the service; null when it has none. */
    public ClientSession find(int dcid, int client, int external) {
        ClientSession s = first(dcid, client);
        while (s != null && s.external != external) {
            s = s.next;
        }
        return s;
    }

    /** The client's session in which this request was the last; null when there is none. */
    public ClientSession withRequest(int dcid, int client, int generation, int request) {
        ClientSession s = first(dcid, client);
        while (s != null && (s.request != request || s.generation != generation)) {
            s = s.next;
        }
        return s;
    }

    private ClientSession first(int dcid, int client) {
        ClientSession[] row = byClient[dcid];
        int at = client + OFFSET;
        return at < row.length ? row[at] : null;
    }

    /** A session without an id yet. */
    public void add(ClientSession s) {
        int at = s.client + OFFSET;
        if (at >= byClient[s.dcid].length) {
            byClient[s.dcid] = Arrays.copyOf(byClient[s.dcid], at + 64);
        }
        s.next = byClient[s.dcid][at];
        byClient[s.dcid][at] = s;
    }

    /** A node is chosen: it has an id. */
    public void named(ClientSession s) {
        byId.put(s.id, s);
    }

    /** Its id means nothing any more. */
    public void unnamed(ClientSession s) {
        byId.remove(s.id);
        s.id = 0;
        s.node = -1;
        s.closed = false;
        s.left = 0;
        s.failed = false;
        s.state = ClientSession.State.CHOOSING;
    }

    /** It is over. */
    public void remove(ClientSession s) {
        byId.remove(s.id);
        ClientSession[] row = byClient[s.dcid];
        int at = s.client + OFFSET;
        if (row[at] == s) {
            row[at] = s.next;
            return;
        }
        for (ClientSession before = row[at]; before != null; before = before.next) {
            if (before.next == s) {
                before.next = s.next;
                return;
            }
        }
    }

    /** Every session of one client; {@code action} may remove it. */
    public void forEachOf(int dcid, int client, Consumer<ClientSession> action) {
        for (ClientSession s = first(dcid, client); s != null; ) {
            ClientSession next = s.next;
            action.accept(s);
            s = next;
        }
    }

    /** Every session that has an id; {@code action} may remove it. */
    public void forEach(Consumer<ClientSession> action) {
        byId.forEach(action);
    }

    /** Every session, also those that have no id yet; {@code action} may not change them. */
    public void forEachAtAll(Consumer<ClientSession> action) {
        for (ClientSession[] row : byClient) {
            for (ClientSession first : row) {
                for (ClientSession s = first; s != null; s = s.next) {
                    action.accept(s);
                }
            }
        }
    }

    /** Sessions that have an id. */
    public int size() {
        return byId.size();
    }
}
