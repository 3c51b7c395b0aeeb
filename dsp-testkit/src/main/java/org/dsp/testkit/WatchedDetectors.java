package org.dsp.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

/** Makes leak detectors that report to a {@link LeakWatch}, whatever the log level. */
final class WatchedDetectors extends ResourceLeakDetectorFactory {
    private final LeakWatch watch;

    WatchedDetectors(LeakWatch watch) {
        this.watch = watch;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's only abstract method of the factory.
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return new Watched<>(resource, samplingInterval, watch);
    }

    private static final class Watched<T> extends ResourceLeakDetector<T> {
        private final LeakWatch watch;

        Watched(Class<T> resource, int samplingInterval, LeakWatch watch) {
            super(resource, samplingInterval);
            this.watch = watch;
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            watch.leaked(resourceType, records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            watch.leaked(resourceType, " (no record of where)");
        }
    }
}
