/**
 * The shell of the embedded DVK: the Unix socket that programs attach to, around {@code
 * org.dsp.core.kernel}. Nothing is decided here but how much one process may make the daemon hold.
 *
 * <p>{@code dsp-daemon} calls in, from its start and stop thread:
 *
 * <ol>
 *   <li>{@code new AttachServer(…)} claims the socket's path, or throws {@link
 *       org.dsp.dvk.AttachSocketException}, whose message is the line for the operator;
 *   <li>{@link org.dsp.dvk.AttachServer#start} listens;
 *   <li>at the end, on the loop: {@link org.dsp.dvk.AttachServer#refuse}, then {@code Node.stop};
 *   <li>{@link org.dsp.dvk.AttachServer#close} waits for the processes to be told, and removes the
 *       socket.
 * </ol>
 */
package org.dsp.dvk;
