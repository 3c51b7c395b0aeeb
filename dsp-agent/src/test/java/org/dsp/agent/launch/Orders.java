package org.dsp.agent.launch;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.dsp.core.config.LaunchSettings;

/** Orders and settings of the tests. */
final class Orders {
    private Orders() {}

    static ProgramToken token(long number) {
        return ProgramToken.of(
                ByteBuffer.allocate(ProgramToken.BYTES)
                        .putLong(System.nanoTime())
                        .putLong(number)
                        .array());
    }

    static ProgramOrder order(long instance, String prog) {
        return new ProgramOrder(instance, "test", prog, 0, 20, 3, 50, token(instance));
    }

    static LaunchSettings settings(Path directory) {
        return settings(directory, LaunchSettings.SELF, 0, 0, 0);
    }

    static LaunchSettings settings(
            Path directory, String user, int openFiles, int memoryMb, int processes) {
        return new LaunchSettings(
                directory,
                user,
                0,
                100,
                Duration.ofMillis(300),
                16_384,
                3,
                openFiles,
                memoryMb,
                processes);
    }
}
