/**
 * The load of the benchmarks: clients that make round trips and copies as fast as they are
 * answered, over DSP or over a plain stream, and the DSP server. Programs of their own, each told
 * what to do line by line on its standard input; started by {@code org.dsp.bench.run}.
 */
package org.dsp.bench.load;
