package org.dsp.core.channel;

import org.dsp.core.wire.ProxyHeader;

/** What {@link ChannelStatus} counts. */
final class ChannelCounters {
    long commandsSent;
    long bytesSent;
    long commandsReceived;
    long bytesReceived;
    long resent;
    long duplicates;
    long late;
    long joins;
    long reconnects;
    long leaves;

    void sent(int payloadBytes) {
        commandsSent++;
        bytesSent += ProxyHeader.BYTES + payloadBytes;
    }

    void received(int payloadBytes) {
        commandsReceived++;
        bytesReceived += ProxyHeader.BYTES + payloadBytes;
    }
}
