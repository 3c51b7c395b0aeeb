package org.dsp.agent.launch;

/**
 * What to start.
 *
 * @param instance its number; never used again in this life of the daemon
 * @param service whose program it is
 * @param prog its command
 * @param dcid the container
 * @param serverEndpoint that it is to bind
 * @param clientNode where its client is, as it is presented
 * @param clientEndpoint of that client, as it is presented
 * @param token that it has to present
 */
public record ProgramOrder(
        long instance,
        String service,
        String prog,
        int dcid,
        int serverEndpoint,
        int clientNode,
        int clientEndpoint,
        ProgramToken token) {}
