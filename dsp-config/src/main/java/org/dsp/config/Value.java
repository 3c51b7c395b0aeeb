package org.dsp.config;

/** One word or string. Its text may be a secret: messages show it only through the reader. */
record Value(String text, Position at) {}
