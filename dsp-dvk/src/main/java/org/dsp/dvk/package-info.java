/**
 * The shell of the embedded DVK: the Unix socket that programs attach to, around {@code
 * org.dsp.core.kernel}. {@code dsp-daemon} calls in; nothing is decided here but how much one
 * process may make the daemon hold.
 */
package org.dsp.dvk;
