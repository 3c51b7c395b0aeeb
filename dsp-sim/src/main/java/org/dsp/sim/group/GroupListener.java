package org.dsp.sim.group;

/** A member's ear. Called as events of the run, never from within a call to the participant. */
public interface GroupListener {
    /** This member installed a view; it is in it. */
    void viewInstalled(SimView view);

    /** Something that {@code from} sent, itself perhaps. */
    void received(Participant from, Object message);
}
