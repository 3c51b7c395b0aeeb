package org.dsp.faults;

/**
 * What a proxy carries and has done.
 *
 * @param connections that both ends take for living now
 * @param accepted connections ever
 * @param up bytes that went on their way up
 * @param down bytes that went on their way down
 * @param swallowed bytes that were taken and forgotten
 * @param corrupted frames that were changed
 * @param cuts that broke at least one connection
 * @param refusing whether nobody can connect now
 */
public record Status(
        int connections,
        long accepted,
        long up,
        long down,
        long swallowed,
        long corrupted,
        long cuts,
        boolean refusing) {
    @Override
    public String toString() {
        return "connections=%d accepted=%d up=%d down=%d swallowed=%d corrupted=%d cuts=%d refusing=%s"
                .formatted(
                        connections,
                        accepted,
                        up,
                        down,
                        swallowed,
                        corrupted,
                        cuts,
                        refusing ? "yes" : "no");
    }
}
