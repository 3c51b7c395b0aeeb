/**
 * What DSP is compared with: a bare Netty relay that copies bytes between two sockets, and the echo
 * server behind a pair of them. Programs of their own; started by {@code org.dsp.bench.run}.
 */
package org.dsp.bench.stream;
