/** Seeded schedules of everything that goes wrong, and what must be true all the same. */
package org.dsp.sim.schedule;
