package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A frame that comes in and goes out costs the loop no heap: nothing for a collector to pause for.
 */
@Timeout(60)
class AllocationTest {
    /** What the timer, the measurement and the JIT leave behind, spread over all frames. */
    private static final double NOTHING = 2.0;

    @TempDir Path dir;

    @Test
    void manyFramesPerReadAllocateNothing() throws Exception {
        assertThat(bytesPerFrame(64, 0, 0)).isLessThan(NOTHING);
    }

    @Test
    void framesWithPayloadAllocateNothing() throws Exception {
        assertThat(bytesPerFrame(8, 4000, 0)).isLessThan(NOTHING);
    }

    @Test
    void theMeasurementSeesAnAllocationPerFrame() throws Exception {
        assertThat(bytesPerFrame(64, 0, 16)).isGreaterThan(16);
    }

    private double bytesPerFrame(int frames, int payload, int seeded) throws Exception {
        Path output = dir.resolve("output");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Dio.netty.leakDetection.level=disabled",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        AllocationRun.class.getName(),
                                        Integer.toString(frames),
                                        Integer.toString(payload),
                                        Integer.toString(seeded)))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(text).contains("bytes per frame: ");
        return Double.parseDouble(text.substring(text.lastIndexOf(' ') + 1).trim());
    }
}
