/**
 * The attach protocol's frames, shared by the client library and the daemon. Programs never need
 * this package; they use {@link org.dsp.ipc}.
 */
package org.dsp.ipc.attach;
