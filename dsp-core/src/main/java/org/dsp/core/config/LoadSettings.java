package org.dsp.core.config;

import java.nio.file.Path;

/**
 * How a node's load is measured.
 *
 * @param loadSource what it is taken from
 * @param loadCapacity sessions that are 100 %, for {@link LoadSource#SESSIONS}, in {@link
 *     #CAPACITY}
 * @param loadFile holds a number from 0 to 100, for {@link LoadSource#FILE}
 * @param loadCgroup path of a control group below its mount point, for {@link LoadSource#CGROUP};
 *     {@value #SELF} is this daemon's
 */
public record LoadSettings(
        LoadSource loadSource, int loadCapacity, Path loadFile, String loadCgroup) {
    public static final IntRange CAPACITY = new IntRange(1, 1_000_000);

    /** The control group of this daemon. */
    public static final String SELF = "self";

    public static final LoadSettings DEFAULT =
            new LoadSettings(LoadSource.STAT, 100, Path.of("/run/dsp/load"), SELF);

    public LoadSettings {
        CAPACITY.check("load_capacity", loadCapacity);
        Texts.checkLine("load_cgroup", loadCgroup);
    }
}
