/**
 * Starts and ends the programs of services, as real processes. What is started, when, and when it
 * has to end is decided elsewhere; nothing here runs on the event loop.
 */
package org.dsp.agent.launch;
