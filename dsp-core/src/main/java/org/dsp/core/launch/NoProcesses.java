package org.dsp.core.launch;

/** A node that starts nothing: its launcher is asked first and refuses, so nothing comes here. */
final class NoProcesses implements ProcessPort {
    @Override
    public void start(StartOrder order) {
        throw new IllegalStateException("this node starts no programs");
    }

    @Override
    public void signal(long instance, Signal signal) {
        throw new IllegalStateException("instance " + instance + " was never started");
    }

    @Override
    public void forget(long instance) {
        throw new IllegalStateException("instance " + instance + " was never started");
    }
}
