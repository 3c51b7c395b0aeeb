/**
 * The shell of the data plane: the receiver that peers connect to, and this node's connections to
 * peers, around {@code org.dsp.core.channel}. Who may send what when is decided in core.
 *
 * <p>{@code dsp-daemon} calls in, from its start and stop thread:
 *
 * <ol>
 *   <li>{@link org.dsp.proxy.PeerReceiver#start} listens, or throws {@link
 *       org.dsp.proxy.PortTakenException} or {@link org.dsp.proxy.ReceiverException}, whose
 *       messages are the line for the operator;
 *   <li>on the loop, when the node asks: {@link org.dsp.proxy.PeerConnector#connect};
 *   <li>at the end, on the loop: {@code refuse} of both, then {@code Node.stop};
 *   <li>{@code close} of both waits for what was said last to be heard.
 * </ol>
 */
package org.dsp.proxy;
