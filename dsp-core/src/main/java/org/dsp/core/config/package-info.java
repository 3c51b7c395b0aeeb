/**
 * The records of configuration: validated, immutable, no parsing, no I/O. Anything may read them;
 * {@code dsp-config} makes them from files, the agent from what the group agreed on.
 */
package org.dsp.core.config;
