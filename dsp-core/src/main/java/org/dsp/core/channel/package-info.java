/**
 * The link to one peer: JOIN, link epochs, sequences, window. Plain state machines driven with
 * frames and a given time; {@code core.node} and the shells' connections call in.
 */
package org.dsp.core.channel;
