/**
 * Small programs that tests run in JVMs of their own, by {@code Programs.java}: their first
 * argument is the path of the daemon's socket, and they end with their standard input.
 */
package org.dsp.tests.programs;
