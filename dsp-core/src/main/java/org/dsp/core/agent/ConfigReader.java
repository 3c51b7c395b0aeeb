package org.dsp.core.agent;

/** Reads cluster files. The shell passes {@code dsp-config}'s in, the simulator its own. */
@FunctionalInterface
public interface ConfigReader {
    /** What the text says. Never throws. Called on the agent's thread: no file is read. */
    ConfigReading read(ConfigText text);
}
