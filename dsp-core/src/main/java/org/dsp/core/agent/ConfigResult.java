package org.dsp.core.agent;

import java.util.List;

/**
 * What became of a proposed configuration.
 *
 * @param outcome in a word
 * @param epoch the cluster's now, as far as is known; {@link ConfigEpoch#NONE} = not configured
 * @param lines for the issuer: errors with file and line, who was faster, who has not acknowledged;
 *     at most {@link Limits#LINES}
 */
public record ConfigResult(Outcome outcome, ConfigEpoch epoch, List<String> lines) {
    public ConfigResult {
        lines = lines.stream().limit(Limits.LINES).map(ConfigResult::bounded).toList();
    }

    /** A line is for a person: what is too long is cut. */
    private static String bounded(String line) {
        int most = Limits.LINE / 4;
        if (line.length() <= most) {
            return line;
        }
        boolean halved = Character.isHighSurrogate(line.charAt(most - 2));
        return line.substring(0, most - (halved ? 2 : 1)) + "…";
    }

    /** In a word. */
    public enum Outcome implements Coded {
        /** It holds, and every agent in view has acknowledged it. */
        ACCEPTED(0),
        /** It holds; some agents have not acknowledged it in time. */
        ACCEPTED_NOT_BY_ALL(1),
        /** Nothing wrong with it; only that was asked ({@code --dry-run}). */
        CHECKED(2),
        /** It is the one that holds already. */
        UNCHANGED(3),
        /** It has errors, or conflicts with the cluster: nothing changed. */
        REFUSED(4),
        /** Another configuration was faster: this one changed nothing, or was displaced. */
        LOST(5),
        /** Nobody answered; whether it holds, the cluster's state tells. */
        NO_ANSWER(6);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Whether the cluster has it now. */
    public boolean holds() {
        return outcome == Outcome.ACCEPTED
                || outcome == Outcome.ACCEPTED_NOT_BY_ALL
                || outcome == Outcome.UNCHANGED;
    }
}
