package org.dsp.core.node;

import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.kernel.KernelSettings;

/**
 * What a node needs to know of itself.
 *
 * @param kernel who it is, its containers and names
 * @param channel settings of the links
 */
public record NodeSettings(KernelSettings kernel, ChannelSettings channel) {}
