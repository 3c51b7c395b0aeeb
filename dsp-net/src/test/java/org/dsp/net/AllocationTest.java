package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    /**
     * What the timer, the measurement and the JIT leave behind, spread over all frames; the
     * smallest object has 16.
     */
    private static final double NOTHING = 8.0;

    /**
     * The launcher's flags: without them Netty wraps memory anew at each access from Java 24 on.
     */
    private static final List<String> FROM_24 =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.addAll(FROM_24);
        }
        command.add("-Dio.netty.leakDetection.level=disabled");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(AllocationRun.class.getName());
        command.add(Integer.toString(frames));
        command.add(Integer.toString(payload));
        command.add(Integer.toString(seeded));
        Process process =
                new ProcessBuilder(command)
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
