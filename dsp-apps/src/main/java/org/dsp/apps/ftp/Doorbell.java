package org.dsp.apps.ftp;

/**
 * Wakes the one thread that waits in a call for messages when there is something else to do, by an
 * interrupt that reaches it there and nowhere else.
 */
final class Doorbell {
    private final Thread sleeper;
    private boolean asleep;
    private boolean rung;

    /** Wakes {@code sleeper}. */
    Doorbell(Thread sleeper) {
        this.sleeper = sleeper;
    }

    /** Any thread: wakes the sleeper, or keeps it from falling asleep. */
    synchronized void ring() {
        rung = true;
        if (asleep) {
            sleeper.interrupt();
        }
    }

    /** Any thread: as {@link #ring}, and interrupts whatever the sleeper does. To end it. */
    synchronized void ringHard() {
        rung = true;
        sleeper.interrupt();
    }

    /** The sleeper: everything that was rung for until now is about to be looked at. */
    synchronized void hush() {
        rung = false;
    }

    /** The sleeper: it is about to wait. False: it was rung for; it shall not. */
    synchronized boolean sleep() {
        asleep = !rung;
        return asleep;
    }

    /** The sleeper: it waits no more. Its interrupt flag is cleared. */
    synchronized void wakeUp() {
        asleep = false;
        Thread.interrupted();
    }
}
