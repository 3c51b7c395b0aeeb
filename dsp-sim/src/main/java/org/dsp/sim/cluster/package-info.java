/**
 * Real agents, nodes and channels of core in the virtual machine room: what {@code dspd}'s shells
 * do with sockets and threads is done here with events.
 */
package org.dsp.sim.cluster;
