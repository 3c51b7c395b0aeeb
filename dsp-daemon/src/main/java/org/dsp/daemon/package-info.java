/**
 * {@code dspd}: puts a node together from its files and its shells. Nobody calls in but the
 * launcher.
 */
package org.dsp.daemon;
