package org.dsp.core.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Nothing;
import org.dsp.core.channel.ChannelStatus;
import org.dsp.core.channel.HalfStatus;

/** {@code status}: two rows for each channel, one for each direction. */
public final class LinkReport {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final IntFunction<String> names;
    private final SocketQueues queues;
    private final long now;

    private LinkReport(IntFunction<String> names, SocketQueues queues, long now) {
        this.names = names;
        this.queues = queues;
        this.now = now;
    }

    /**
     * The rows.
     *
     * @param names of nodes, by id
     * @param now of the channels' clock, ns
     */
    public static List<Fields> rows(
            List<ChannelStatus> links, IntFunction<String> names, SocketQueues queues, long now) {
        var report = new LinkReport(names, queues, now);
        List<Fields> rows = new ArrayList<>();
        for (ChannelStatus link : links) {
            rows.add(report.out(link));
            rows.add(report.in(link));
        }
        return rows;
    }

    private Fields out(ChannelStatus link) {
        return direction(link, "out", link.out())
                .with("sequence_sent", before(link.sequenceNext()))
                .with("sequence_acknowledged", before(link.sequenceAcknowledged()))
                .with("unacknowledged", link.unacknowledged())
                .with("unacknowledged_bytes", link.unacknowledgedBytes())
                .with("commands", link.commandsSent())
                .with("bytes", link.bytesSent())
                .with("resent", link.resent())
                .with("duplicates", new Nothing())
                .with("reconnects", link.reconnects())
                .with("leaves", link.leaves())
                .with("last_error", link.lastError().map(Value::of))
                .with("last_error_age_ms", errorAge(link))
                .build();
    }

    private Fields in(ChannelStatus link) {
        long taken = before(link.sequenceExpected());
        return direction(link, "in", link.in())
                .with("sequence_sent", new Nothing())
                .with("sequence_acknowledged", taken)
                .with("unacknowledged", new Nothing())
                .with("unacknowledged_bytes", new Nothing())
                .with("commands", link.commandsReceived())
                .with("bytes", link.bytesReceived())
                .with("resent", new Nothing())
                .with("duplicates", link.duplicates())
                .with("reconnects", link.reconnects())
                .with("leaves", link.leaves())
                .with("last_error", link.lastError().map(Value::of))
                .with("last_error_age_ms", errorAge(link))
                .build();
    }

    private FieldsBuilder direction(ChannelStatus link, String direction, HalfStatus half) {
        Optional<SocketQueues.Waiting> waiting =
                half.local().isEmpty() ? Optional.empty() : queues.of(half.local(), half.foreign());
        return new FieldsBuilder()
                .with("peer", link.peer())
                .with("name", names.apply(link.peer()))
                .with("direction", direction)
                .with("proto", half.local().startsWith("[") ? "tcp6" : "tcp")
                .with("recv_q", waiting.map(w -> Value.of(w.received())))
                .with("send_q", waiting.map(w -> Value.of(w.sent())))
                .with("local", half.local())
                .with("foreign", half.foreign())
                .with("state", half.state().name())
                .with("link", link.state().name())
                .with("link_epoch", link.linkEpoch());
    }

    private Optional<Value> errorAge(ChannelStatus link) {
        return link.lastError().map(any -> Value.of((now - link.lastErrorAt()) / NANOS_PER_MILLI));
    }

    /** The sequence before one, unsigned; they wrap. */
    private static long before(int sequence) {
        return Integer.toUnsignedLong(sequence - 1);
    }
}
