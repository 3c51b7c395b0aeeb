/** The virtual machine room: time, machines that may stand still, lines that may break. */
package org.dsp.sim.net;
