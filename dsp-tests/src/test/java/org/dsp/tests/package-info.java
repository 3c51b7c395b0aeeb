/**
 * Tests with real processes on this machine's loopback: daemons, the programs of users, small
 * programs of their own. Written on {@code org.dsp.harness}; every test method is a {@link
 * org.dsp.tests.MultiProcessTest}.
 */
package org.dsp.tests;
