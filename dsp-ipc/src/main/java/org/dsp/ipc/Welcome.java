package org.dsp.ipc;

/** What the daemon says of itself when a connection begins. */
record Welcome(int nodeId, Limits limits, int containers) {}
