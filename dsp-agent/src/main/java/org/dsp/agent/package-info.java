/**
 * The shells of the agent: its thread, the group (JGroups), the load of this machine, what is kept
 * on disk. What they do is decided in {@code org.dsp.core.agent}.
 */
package org.dsp.agent;
