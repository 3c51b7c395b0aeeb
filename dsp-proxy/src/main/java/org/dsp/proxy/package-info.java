/**
 * The shell of the data plane: the receiver that peers connect to, and this node's connections to
 * peers, around {@code org.dsp.core.channel}. {@code dsp-daemon} calls in; who may send what when
 * is decided in core.
 */
package org.dsp.proxy;
