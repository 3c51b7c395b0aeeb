/**
 * A TCP proxy that stands between two daemons and does what bad networks do: {@link
 * org.dsp.faults.FaultProxy}. Tests script it; people run {@code scripts/bin/faultproxy}.
 *
 * <p>What decides is plain and driven by a given time: {@link org.dsp.faults.Wire} (when bytes
 * arrive), {@link org.dsp.faults.FrameEditor} (which bytes change), {@link
 * org.dsp.faults.RandomCuts} (when it breaks). What does is one thread with a selector.
 */
package org.dsp.faults;
