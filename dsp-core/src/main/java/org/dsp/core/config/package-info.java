/** The records of configuration: validated, immutable, no parsing. Anything may read them. */
package org.dsp.core.config;
