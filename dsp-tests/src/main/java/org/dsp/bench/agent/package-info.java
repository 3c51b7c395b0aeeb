/** What the agents themselves cost: many sessions, many nodes, in one JVM and without a network. */
package org.dsp.bench.agent;
