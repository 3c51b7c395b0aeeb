/**
 * The benchmark: starts DSP and what it is compared with, drives both by the same load client in
 * interleaved rounds, and writes the results. Called by {@code scripts/bench.sh} only.
 */
package org.dsp.bench.run;
