/**
 * The proxies that people use today, as the benchmark starts them: their configurations and
 * commands.
 */
package org.dsp.bench.rival;
