package org.dsp.core.node;

import java.util.function.Supplier;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.ProcessPort;
import org.dsp.core.launch.Token;

/**
 * How a node starts programs of services.
 *
 * @param limits how many
 * @param port who starts them
 * @param tokens makes each one anew, so that nobody can guess it
 */
public record NodePrograms(LaunchLimits limits, ProcessPort port, Supplier<Token> tokens) {
    /** It starts none. */
    public static final NodePrograms NONE =
            new NodePrograms(LaunchLimits.NONE, ProcessPort.none(), () -> new Token(1, 1));
}
