package org.dsp.core.config;

/**
 * The endpoints of a service.
 *
 * @param external what clients address (ext_ep)
 * @param min lowest endpoint given to a server program (min_ep)
 * @param max highest (max_ep), not below {@code min}
 */
public record Endpoints(int external, int min, int max) {
    public Endpoints {
        if (external < 0 || min < 0 || max < min) {
            throw new IllegalArgumentException(
                    "ext_ep %d, min_ep %d, max_ep %d; allowed 0 or more, min_ep up to max_ep"
                            .formatted(external, min, max));
        }
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
