/**
 * Programs on the virtual machines: clients that call services, and the programs that are started
 * to answer them. They speak the attach protocol with their daemon, as {@code org.dsp.ipc} does.
 */
package org.dsp.sim.program;
