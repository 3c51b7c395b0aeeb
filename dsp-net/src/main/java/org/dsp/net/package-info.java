/**
 * What the shells of the data path share: the one event loop of a daemon, its timer and flush, and
 * the reading, writing and closing of a connection that carries frames. No decision of a node is
 * made here. {@code dsp-dvk}, {@code dsp-proxy} and {@code dsp-daemon} call in.
 */
package org.dsp.net;
