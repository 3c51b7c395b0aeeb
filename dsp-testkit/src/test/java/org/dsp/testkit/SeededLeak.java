package org.dsp.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

/** Not named like a test, so that the build does not run it; {@link SeededRun} does. */
class SeededLeak {
    static final String WHAT = "seeded";

    @Test
    void losesABufferWhenTold() {
        String what = System.getProperty(WHAT);
        if (what.equals("off")) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        if (!what.equals("leak")) {
            buffer.release();
        }
        System.out.println("seeded test ran: " + what);
    }
}
