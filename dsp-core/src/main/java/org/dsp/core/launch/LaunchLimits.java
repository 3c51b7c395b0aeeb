package org.dsp.core.launch;

/**
 * What a node can bear. Times in ns.
 *
 * @param starts programs that may be starting at once; others wait. 0 = this node starts none
 * @param programs programs that may be there at once, waiting ones too
 * @param stop from TERM to KILL
 */
public record LaunchLimits(int starts, int programs, long stop) {
    /** A node that starts no programs. */
    public static final LaunchLimits NONE = new LaunchLimits(0, 0, 0);

    public LaunchLimits {
        if (starts < 0 || programs < 0 || stop < 0) {
            throw new IllegalArgumentException(
                    "starts " + starts + ", programs " + programs + ", stop " + stop + "; all ≥ 0");
        }
    }
}
