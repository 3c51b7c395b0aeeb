package org.dsp.core.config;

/** Who starts the programs of a service. All but {@link #EXTERNAL} are started on demand. */
public enum Bind {
    /** One program per session, bound as a replica. */
    REPLICA,
    /** One program per session, bound as a local process. */
    LOCAL,
    /** One program per session, bound as a backup. */
    BACKUP,
    /** Started by hand; many sessions share it. */
    EXTERNAL
}
