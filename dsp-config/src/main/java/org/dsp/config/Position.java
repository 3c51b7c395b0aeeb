package org.dsp.config;

/** A place in a text: line and column from 1, in characters. Line 0 = the text as a whole. */
record Position(int line, int column) {
    static final Position WHOLE = new Position(0, 0);
}
