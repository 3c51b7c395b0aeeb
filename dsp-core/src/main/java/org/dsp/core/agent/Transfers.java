package org.dsp.core.agent;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.dsp.core.agent.SessionMessage.Snapshot;
import org.dsp.core.agent.SessionMessage.SnapshotNext;
import org.dsp.core.agent.SessionMessage.SnapshotRequest;

/** Gives askers all sessions of this node as of one version, a few chunks ahead of them. */
final class Transfers {
    /** Chunks sent that the asker has not taken. */
    private static final int WINDOW = 4;

    private final Context context;
    private final OwnSessions own;
    private final Map<Member, Transfer> running = new HashMap<>();

    /** One asker's. */
    private static final class Transfer {
        final long id;
        final Session[] sessions;
        final long asOf;
        final long digest;
        int sent;

        Transfer(long id, Session[] sessions, long asOf, long digest) {
            this.id = id;
            this.sessions = sessions;
            this.asOf = asOf;
            this.digest = digest;
        }

        int chunks() {
            return Math.max(1, (sessions.length + Limits.CHUNK - 1) / Limits.CHUNK);
        }
    }

    Transfers(Context context, OwnSessions own) {
        this.context = context;
        this.own = own;
    }

    void requested(Member asker, SnapshotRequest request) {
        Transfer transfer =
                new Transfer(request.transfer(), own.copy(), own.version(), own.digest());
        running.put(asker, transfer);
        send(asker, transfer, WINDOW);
    }

    void next(Member asker, SnapshotNext next) {
        Transfer transfer = running.get(asker);
        if (transfer != null && transfer.id == next.transfer()) {
            send(asker, transfer, Math.min(next.index(), transfer.sent) + WINDOW);
        }
    }

    private void send(Member asker, Transfer transfer, int upTo) {
        int chunks = transfer.chunks();
        while (transfer.sent < Math.min(upTo, chunks)) {
            int index = transfer.sent++;
            int from = index * Limits.CHUNK;
            int to = Math.min(from + Limits.CHUNK, transfer.sessions.length);
            context.port.send(
                    asker,
                    new Snapshot(
                            transfer.id,
                            context.self.incarnation(),
                            transfer.asOf,
                            transfer.digest,
                            index,
                            index == chunks - 1,
                            Arrays.asList(transfer.sessions).subList(from, to)));
        }
        if (transfer.sent == chunks) {
            end(asker);
        }
    }

    private void end(Member asker) {
        running.remove(asker);
        if (running.isEmpty()) {
            own.dropCopy();
        }
    }

    /** Whoever is not in the view does not wait any more. */
    void viewInstalled(GroupView view) {
        if (!running.isEmpty()) {
            running.keySet().retainAll(view.members());
            if (running.isEmpty()) {
                own.dropCopy();
            }
        }
    }
}
