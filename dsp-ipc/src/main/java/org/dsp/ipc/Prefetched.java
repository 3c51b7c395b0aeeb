package org.dsp.ipc;

import java.util.Arrays;

/**
 * Messages that arrived ahead of their receive, oldest first, with the daemon's tags. The messages
 * are its own and used again. Not thread-safe.
 */
final class Prefetched {
    private Message[] messages = {};
    private int[] tags = {};
    private int count;

    int size() {
        return count;
    }

    /** The message to fill for the next one that arrived, with its tag. */
    Message add(int tag) {
        if (count == messages.length) {
            int size = Math.max(16, 2 * count);
            messages = Arrays.copyOf(messages, size);
            tags = Arrays.copyOf(tags, size);
            for (int i = count; i < size; i++) {
                messages[i] = new Message();
            }
        }
        tags[count] = tag;
        return messages[count++];
    }

    /** Where the oldest one is that a receive would take, -1 if there is none. */
    int find(int source, boolean notifies) {
        for (int i = 0; i < count; i++) {
            if ((source == Endpoints.ANY || messages[i].source() == source)
                    && (notifies || !messages[i].isNotify())) {
                return i;
            }
        }
        return -1;
    }

    /** The tag of the one at {@code index}. */
    int tag(int index) {
        return tags[index];
    }

    /** Moves the one at {@code index} into {@code into}. */
    void take(int index, Message into) {
        into.copyFrom(messages[index]);
        remove(index);
    }

    /** Forgets the one with this tag, if it is there. */
    void retract(int tag) {
        for (int i = 0; i < count; i++) {
            if (tags[i] == tag) {
                remove(i);
                return;
            }
        }
    }

    void clear() {
        count = 0;
    }

    private void remove(int index) {
        Message spare = messages[index];
        count--;
        System.arraycopy(messages, index + 1, messages, index, count - index);
        System.arraycopy(tags, index + 1, tags, index, count - index);
        messages[count] = spare;
    }
}
