package org.dsp.core.agent;

import java.util.Optional;

/** Which configuration holds: asking for one, giving it, having it. */
public sealed interface ConfigMessage extends AgentMessage {
    /**
     * The configuration that holds.
     *
     * @param config it
     * @param issuer life of the agent that proposed it, or incarnation of the tool; 0 = restored
     *     from disk
     * @param requestId the issuer's
     */
    record Config(StoredConfig config, long issuer, long requestId) implements ConfigMessage {
        @Override
        public Kind kind() {
            return Kind.CONFIG;
        }
    }

    /** I have this configuration, and it makes me this. */
    record AckConfig(ConfigEpoch epoch, AgentState state) implements ConfigMessage {
        @Override
        public Kind kind() {
            return Kind.ACK_CONFIG;
        }
    }

    /** I am a server of this configuration and take sessions. */
    record Initialized(ConfigEpoch epoch) implements ConfigMessage {
        @Override
        public Kind kind() {
            return Kind.INITIALIZED;
        }
    }

    /**
     * A configuration is asked for, or a judgement of it.
     *
     * @param issuer the agent's life, or the tool's incarnation
     * @param requestId the issuer's
     * @param base the configuration that the issuer wants to change: when another one holds, this
     *     one was too late; empty = whichever holds
     * @param dryRun only judge it
     * @param config the file
     */
    record ConfigProposal(
            long issuer,
            long requestId,
            Optional<ConfigEpoch> base,
            boolean dryRun,
            ConfigText config)
            implements ConfigMessage {
        @Override
        public Kind kind() {
            return Kind.CONFIG_PROPOSAL;
        }
    }

    /**
     * What became of a {@link ConfigProposal}.
     *
     * @param requestId of the proposal
     * @param result for the issuer
     */
    record ConfigAnswer(long requestId, ConfigResult result) implements ConfigMessage {
        @Override
        public Kind kind() {
            return Kind.CONFIG_RESULT;
        }
    }
}
