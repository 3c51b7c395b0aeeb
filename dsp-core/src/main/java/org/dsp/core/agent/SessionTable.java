package org.dsp.core.agent;

import java.util.function.Consumer;

/**
 * Sessions by a 64-bit key, open addressing: about ten bytes for each beside the session itself.
 * Not for keys that others choose freely: these are spread by {@link Hashes#mix}, which is known.
 */
final class SessionTable {
    /** What sessions are found by. */
    @FunctionalInterface
    interface Key {
        long of(Session session);
    }

    private static final int SMALLEST = 16;

    private final Key key;
    private Session[] slots = new Session[SMALLEST];
    private int size;

    SessionTable(Key key) {
        this.key = key;
    }

    /** By id. */
    static SessionTable byId() {
        return new SessionTable(Session::id);
    }

    int size() {
        return size;
    }

    /** The session with this key; null = none. */
    Session get(long k) {
        int i = home(k);
        while (slots[i] != null && key.of(slots[i]) != k) {
            i = next(i);
        }
        return slots[i];
    }

    /** Adds it; false = there is one with its key, which stays. */
    boolean add(Session session) {
        if (size >= slots.length / 4 * 3) {
            grow();
        }
        long k = key.of(session);
        int i = home(k);
        while (slots[i] != null) {
            if (key.of(slots[i]) == k) {
                return false;
            }
            i = next(i);
        }
        slots[i] = session;
        size++;
        return true;
    }

    /** Takes out the one with this key; null = there is none. */
    Session remove(long k) {
        int i = home(k);
        while (slots[i] != null && key.of(slots[i]) != k) {
            i = next(i);
        }
        Session removed = slots[i];
        if (removed != null) {
            size--;
            close(i);
        }
        return removed;
    }

    /** Moves back whoever can no longer be found across the free slot. */
    private void close(int free) {
        int gap = free;
        slots[gap] = null;
        for (int i = next(gap); slots[i] != null; i = next(i)) {
            int home = home(key.of(slots[i]));
            boolean reachable = gap <= i ? (home > gap && home <= i) : (home > gap || home <= i);
            if (!reachable) {
                slots[gap] = slots[i];
                slots[i] = null;
                gap = i;
            }
        }
    }

    void clear() {
        slots = new Session[SMALLEST];
        size = 0;
    }

    /** In no order. The table must not change meanwhile. */
    void forEach(Consumer<Session> action) {
        for (Session session : slots) {
            if (session != null) {
                action.accept(session);
            }
        }
    }

    Session[] toArray() {
        Session[] all = new Session[size];
        int n = 0;
        for (Session session : slots) {
            if (session != null) {
                all[n++] = session;
            }
        }
        return all;
    }

    private int home(long k) {
        return (int) Hashes.mix(k) & (slots.length - 1);
    }

    private int next(int i) {
        return (i + 1) & (slots.length - 1);
    }

    private void grow() {
        Session[] old = slots;
        slots = new Session[2 * old.length];
        for (Session session : old) {
            if (session != null) {
                int i = home(key.of(session));
                while (slots[i] != null) {
                    i = next(i);
                }
                slots[i] = session;
            }
        }
    }
}
