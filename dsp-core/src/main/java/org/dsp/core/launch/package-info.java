/**
 * When programs of services are started and ended on this node. Decides only; a {@link
 * org.dsp.core.launch.ProcessPort} does.
 */
package org.dsp.core.launch;
