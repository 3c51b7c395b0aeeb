package org.dsp.apps.ftp;

import org.dsp.ipc.Message;

/**
 * What a server does to its clients. Each call returns 0 or more, or a negative error number; none
 * throws.
 */
interface Clients {
    /** The server's own endpoint. */
    int endpoint();

    /** Copies from a client's memory to this server's; returns the bytes copied. */
    int copyFrom(Client client, int address, int toAddress, int bytes);

    /** Copies from this server's memory to a client's; returns the bytes copied. */
    int copyTo(Client client, int address, int fromAddress, int bytes);

    /** Answers the request that the client waits in. */
    int answer(Client client, Message answer);
}
