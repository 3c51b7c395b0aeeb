/**
 * What a message's way through the router costs, and a choice of a server node, by JMH: in one JVM,
 * without network and programs. A program of its own, started by {@code org.dsp.bench.run}.
 */
package org.dsp.bench.router;
