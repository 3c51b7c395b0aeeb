/**
 * The embedded DVK: endpoint tables, names, rendezvous, copies. {@code core.node} composes it;
 * shells see only {@link org.dsp.core.kernel.AttachSession} and {@link
 * org.dsp.core.kernel.AttachOutput}.
 */
package org.dsp.core.kernel;
