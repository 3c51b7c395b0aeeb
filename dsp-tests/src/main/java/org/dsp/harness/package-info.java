/**
 * Starts the programs of this project as the processes that users run: daemons, applications, small
 * Java programs. For the multi-process tests of this module and for its benchmarks.
 *
 * <p>What is started here ends here: on {@code close}, and, because every child watches its
 * standard input, also when the JVM that started it is killed.
 */
package org.dsp.harness;
