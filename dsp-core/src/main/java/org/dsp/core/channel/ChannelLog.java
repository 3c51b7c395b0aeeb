package org.dsp.core.channel;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong on a channel: the last of it for status, and a line in the log, of which a peer
 * cannot cause more than one a second, nor the same one more often than once a minute.
 */
final class ChannelLog {
    private static final Logger LOG = LoggerFactory.getLogger(PeerChannel.class);
    private static final long SECOND = 1_000_000_000L;

    private final int peer;
    private String last = "";
    private long lastAt;
    private String written = "";
    private long writtenAt;

    ChannelLog(int peer) {
        this.peer = peer;
    }

    /** Something that the operator should see. */
    void warn(String what, long now) {
        note(what, now);
        long since = now - writtenAt;
        boolean another = !what.equals(written);
        if (written.isEmpty() || since >= 60 * SECOND || (another && since >= SECOND)) {
            written = what;
            writtenAt = now;
            LOG.warn("peer {}: {}", peer, what);
        }
    }

    /** Something that happens when links and peers come and go. */
    void note(String what, long now) {
        last = what;
        lastAt = now;
        LOG.debug("peer {}: {}", peer, what);
    }

    Optional<String> last() {
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    long lastAt() {
        return lastAt;
    }
}
