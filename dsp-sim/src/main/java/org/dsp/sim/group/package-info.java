/**
 * The virtual membership service: what a group channel promises its members, and no more than that.
 */
package org.dsp.sim.group;
