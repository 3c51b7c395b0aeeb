package org.dsp.core.channel;

import org.dsp.core.wire.ProxyHeader;

/** Lends {@link Poison} to the tests of the kernel, which reads what stands for a command. */
public final class Defused {
    private Defused() {}

    /** What stands for {@code command}. */
    public static ProxyHeader of(ProxyHeader command) {
        ProxyHeader header = new ProxyHeader().copyFrom(command);
        if (!Poison.defuse(header)) {
            throw new AssertionError("nothing stands for " + command.cmd());
        }
        return header;
    }
}
