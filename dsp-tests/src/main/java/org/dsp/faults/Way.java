package org.dsp.faults;

/** A direction of a wire, whoever opened the connection. */
public enum Way {
    /** From the near end to the far one. */
    UP(End.NEAR),
    /** From the far end to the near one. */
    DOWN(End.FAR);

    private final End from;

    Way(End from) {
        this.from = from;
    }

    /** The end that its bytes come from. */
    public End from() {
        return from;
    }

    /** The other direction. */
    public Way back() {
        return this == UP ? DOWN : UP;
    }
}
