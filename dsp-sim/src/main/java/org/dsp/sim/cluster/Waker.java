package org.dsp.sim.cluster;

/** Wakes a daemon when its clock says so; its timers have the grain that the run gives them. */
final class Waker {
    private final World world;
    private final Machine machine;
    private final Daemon daemon;
    private final Runnable fire = this::fire;
    private long set = Long.MAX_VALUE;

    Waker(World world, Machine machine, Daemon daemon) {
        this.world = world;
        this.machine = machine;
        this.daemon = daemon;
    }

    /** Wakes it when its monotonic clock shows {@code local}, or before. */
    void want(long local) {
        if (local == Long.MAX_VALUE) {
            return;
        }
        long grain = world.grain();
        long due = Math.max(machine.virtual(local), world.events().now());
        long rounded = (due / grain + 1) * grain;
        if (rounded < set) {
            set = rounded;
            world.events().at(rounded, fire);
        }
    }

    private void fire() {
        if (world.events().now() >= set) {
            set = Long.MAX_VALUE;
            daemon.tick();
        }
    }
}
