/**
 * What a program needs to talk M3-IPC: {@link org.dsp.ipc.Dvk} attaches to the daemon of this node,
 * {@link org.dsp.ipc.Endpoint} makes the calls, {@link org.dsp.ipc.Message} is what they carry.
 * Programs call in here and nowhere else; nothing here needs more than the JDK.
 *
 * <pre>{@code
 * try (Dvk dvk = Dvk.attach(); Endpoint me = dvk.bind(0, 50)) {
 *     Message answer = me.sendrec(20, request, Duration.ofSeconds(30));
 * }
 * }</pre>
 */
package org.dsp.ipc;
