/**
 * {@code dlbcmd}, the operator's tool: asks a daemon through its admin socket, or the group, and
 * shows what it answers. Nobody calls in but the launcher.
 */
package org.dsp.cli;
