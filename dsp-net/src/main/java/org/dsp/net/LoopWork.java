package org.dsp.net;

/** What a {@link NodeLoop} drives: a node. Times in ns on the loop's clock; its thread only. */
public interface LoopWork {
    /** Runs what is due. */
    void tick(long now);

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    long nextDeadline();

    /** Hands everything that is ready to the sockets. */
    void flush(long now);
}
