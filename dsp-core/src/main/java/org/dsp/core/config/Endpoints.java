package org.dsp.core.config;

/**
 * The endpoints of a service.
 *
 * @param external what clients address (ext_ep)
 * @param min lowest endpoint given to a server program (min_ep)
 * @param max highest (max_ep), not below {@code min}
 */
public record Endpoints(int external, int min, int max) {
    /** Server endpoints under the widest limits; those of the container are narrower. */
    public static final IntRange RANGE = new IntRange(0, Container.PROCS.max() - 1);

    public Endpoints {
        RANGE.check("ext_ep", external);
        RANGE.check("min_ep", min);
        new IntRange(min, Math.max(min, RANGE.max())).check("max_ep", max);
    }

    /** One endpoint, inside and outside. */
    public static Endpoints single(int endpoint) {
        return new Endpoints(endpoint, endpoint, endpoint);
    }

    /** As messages say them. */
    @Override
    public String toString() {
        String range = min == max ? Integer.toString(min) : min + " to " + max;
        return external >= min && external <= max ? range : external + " and " + range;
    }
}
