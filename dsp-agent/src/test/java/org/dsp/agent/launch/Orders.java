package org.dsp.agent.launch;

import java.nio.file.Path;
import java.time.Duration;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.launch.StartOrder;
import org.dsp.core.launch.Token;

/** Orders and settings of the tests. */
final class Orders {
    private Orders() {}

    static Token token(long number) {
        return new Token(System.nanoTime(), number);
    }

    static StartOrder order(long instance, String prog) {
        return new StartOrder(instance, "test", prog, 0, 20, 3, 50, token(instance));
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
