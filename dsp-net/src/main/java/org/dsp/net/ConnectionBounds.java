package org.dsp.net;

/**
 * How much one connection may hold, in bytes, and how long it may be silent.
 *
 * @param readBuffer of a connection that says little, a power of two; it grows to four of the
 *     largest frames
 * @param writeBatch small frames gathered before Netty sees them; at least 2048
 * @param lowWater writable again when no more than this waits for the socket
 * @param highWater not writable when more than this waits; ≥ lowWater
 * @param closeAbove the connection is closed when more than this waits; ≥ highWater
 * @param firstFrameMillis the connection is closed when it has not said one whole frame by then
 */
public record ConnectionBounds(
        int readBuffer,
        int writeBatch,
        int lowWater,
        int highWater,
        int closeAbove,
        int firstFrameMillis) {
    public ConnectionBounds {
        if (writeBatch < 2048 || lowWater > highWater || highWater > closeAbove) {
            throw new IllegalArgumentException(
                    "bounds out of order: batch "
                            + writeBatch
                            + ", low "
                            + lowWater
                            + ", high "
                            + highWater
                            + ", close "
                            + closeAbove);
        }
    }
}
