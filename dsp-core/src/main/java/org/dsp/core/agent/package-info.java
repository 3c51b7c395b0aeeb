/**
 * The agent: what every node knows of the cluster, and how the nodes agree. One state machine, fed
 * with views, messages, time and local events; its effects are calls on {@link
 * org.dsp.core.agent.AgentPort}. One thread, the agent's; times are ns on a monotonic clock.
 */
package org.dsp.core.agent;
