package org.dsp.dvk;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What all processes together have not read yet. Each alone is bounded by its connection; a
 * thousand that never read would still take the daemon's memory, so above a common bound those that
 * have taken nothing for longest are closed. Loop's thread only.
 */
final class Backlog {
    /** Who has less waiting is not slow: the kernel's own socket buffer holds more. */
    static final long SLOW = 64 << 10;

    /** A connection that may be slow. */
    interface Slow {
        /** Bytes that wait for it. */
        long waitingBytes();

        /** Bytes it has taken since its start. */
        long takenBytes();

        /** Ends it. */
        void expel(String why);
    }

    private final long bound;

    /** Those with something waiting; the one that has made no progress for longest comes first. */
    private final Set<Member> slow = new LinkedHashSet<>();

    /**
     * @param bound in bytes
     */
    Backlog(long bound) {
        this.bound = bound;
    }

    /** A connection's place in the backlog. */
    Member member(Slow connection) {
        return new Member(connection);
    }

    /** A connection was flushed. */
    void flushed(Member member) {
        if (member.connection.waitingBytes() <= SLOW) {
            gone(member);
            return;
        }
        long taken = member.connection.takenBytes();
        if (taken != member.taken || !slow.contains(member)) {
            member.taken = taken;
            slow.remove(member);
            slow.add(member);
        }
        long total = total();
        while (total > bound) {
            Member first = slow.iterator().next();
            slow.remove(first);
            long waiting = first.connection.waitingBytes();
            total -= waiting;
            first.connection.expel(
                    "does not read: "
                            + waiting
                            + " bytes wait for it, and more than "
                            + bound
                            + " for all processes");
        }
    }

    /** A connection ended, or has read what waited. */
    void gone(Member member) {
        if (!slow.isEmpty()) {
            slow.remove(member);
        }
    }

    private long total() {
        long total = 0;
        for (Iterator<Member> i = slow.iterator(); i.hasNext(); ) {
            Member member = i.next();
            long waiting = member.connection.waitingBytes();
            if (waiting <= SLOW) {
                i.remove();
            } else {
                total += waiting;
            }
        }
        return total;
    }

    /** One connection, and how far it had read when last looked at. */
    static final class Member {
        private final Slow connection;
        private long taken;

        private Member(Slow connection) {
            this.connection = connection;
        }
    }
}
