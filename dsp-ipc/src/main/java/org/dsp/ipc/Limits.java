package org.dsp.ipc;

/**
 * The endpoint ranges of a container. Endpoints run from -{@code tasks} to {@code procs}-1; below
 * {@link #firstClient()} they are servers (they may use every call), from there on clients (they
 * may only {@code sendrec}).
 *
 * @param tasks nr_tasks, 0…1000
 * @param procs nr_procs, 1…27341 (endpoints stay below NONE)
 * @param sysprocs nr_sysprocs: tasks and servers together; more than {@code tasks}, less than
 *     {@code tasks} + {@code procs}
 */
public record Limits(int tasks, int procs, int sysprocs) {
    /** The original's defaults: servers 0…29, clients 30…220. */
    public static final Limits DEFAULT = new Limits(34, 221, 64);

    public Limits {
        if (tasks < 0 || tasks > 1000) {
            throw new IllegalArgumentException("nr_tasks " + tasks + "; allowed 0…1000");
        }
        if (procs < 1 || procs > 27_341) {
            throw new IllegalArgumentException("nr_procs " + procs + "; allowed 1…27341");
        }
        if (sysprocs <= tasks || sysprocs >= tasks + procs) {
            throw new IllegalArgumentException(
                    "nr_sysprocs "
                            + sysprocs
                            + "; allowed "
                            + (tasks + 1)
                            + "…"
                            + (tasks + procs - 1));
        }
    }

    /** The lowest client endpoint. */
    public int firstClient() {
        return sysprocs - tasks;
    }

    /** Whether {@code endpoint} is in range. */
    public boolean contains(int endpoint) {
        return endpoint >= -tasks && endpoint < procs;
    }

    /** Whether {@code endpoint} may use every call. */
    public boolean isServer(int endpoint) {
        return endpoint >= -tasks && endpoint < firstClient();
    }

    /** Whether {@code endpoint} may only {@code sendrec}. */
    public boolean isClient(int endpoint) {
        return endpoint >= firstClient() && endpoint < procs;
    }
}
