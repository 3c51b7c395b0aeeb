package org.dsp.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.time.Duration;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails a test run in which a Netty buffer was lost: dropped without its last release.
 *
 * <p>JUnit finds it by {@code META-INF/services}. It sets Netty's detector to paranoid, so that
 * every buffer is watched, and asks for the verdict when all engines are done. It throws at the end
 * of the session, where JUnit does not swallow it, so Surefire ends with an error.
 */
public final class LeakGate implements LauncherSessionListener {
    /**
     * A full collection takes milliseconds; this only bounds a run whose detector does not work.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LeakWatch watch = new LeakWatch();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new WatchedDetectors(watch));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        List<String> leaks = watch.verdict(PATIENCE);
        if (!leaks.isEmpty()) {
            throw new LeakError(leaks);
        }
    }
}
