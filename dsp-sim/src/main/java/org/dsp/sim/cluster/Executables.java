package org.dsp.sim.cluster;

import java.util.Optional;
import org.dsp.core.launch.StartOrder;

/** What is installed on the machines. */
@FunctionalInterface
public interface Executables {
    /** Nothing: every start fails. */
    Executables NONE = (daemon, order) -> Optional.empty();

    /** Runs a program of a service; empty = there is no such file. */
    Optional<Program> run(Daemon daemon, StartOrder order);
}
