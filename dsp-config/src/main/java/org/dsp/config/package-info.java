/**
 * Files of configuration to records of {@code org.dsp.core.config} and back. Public: {@link
 * org.dsp.config.ClusterFile}, {@link org.dsp.config.NodeFile} and {@link
 * org.dsp.config.DaemonFiles}, what they return, and {@link org.dsp.config.NodePlan}. The daemon
 * and the command-line tools call in, at start and on command; never on the event loop.
 *
 * <p>Both forms of the cluster file become the same {@code Block}s; one reader judges those, so
 * that both have the same rules and messages.
 */
package org.dsp.config;
