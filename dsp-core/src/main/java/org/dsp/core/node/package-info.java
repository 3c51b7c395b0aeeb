/**
 * Kernel, router and channels of one node in one class; {@code dspd} and the simulator drive it.
 */
package org.dsp.core.node;
