package org.dsp.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs {@link SeededLeak} as a build does: one launcher session, listeners found by JUnit. */
final class SeededRun {
    private SeededRun() {}

    public static void main(String[] args) {
        System.setProperty(SeededLeak.WHAT, args[0]);
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(SeededLeak.class))
                                    .build());
        }
    }
}
