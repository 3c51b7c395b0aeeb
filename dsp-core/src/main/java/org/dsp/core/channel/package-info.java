/**
 * The link to one peer: JOIN, link epochs, sequences, window, LEAVE, as {@code docs/wire/frames.md}
 * §8 says. Plain state machines driven with frames and a given time; {@code core.node} and the
 * shells' connections call {@link org.dsp.core.channel.PeerChannel}, which is made of an outgoing
 * and an incoming half.
 */
package org.dsp.core.channel;
