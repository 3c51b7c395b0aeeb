package org.dsp.daemon;

/** Ends its JVM by {@link FailFast}. Argument: {@code error}, or {@code memory}. */
final class FailFastRun {
    private FailFastRun() {}

    public static void main(String[] args) {
        Thread.currentThread().setName("the-thread-that-failed");
        FailFast.end(
                args[0].equals("memory")
                        ? new OutOfMemoryError("seeded")
                        : new IllegalStateException("seeded"));
    }
}
