/**
 * What a node remembers of sessions: of its own clients, and of the programs that it runs for
 * clients. Plain state; {@code core.router} decides.
 */
package org.dsp.core.session;
