package org.dsp.core.kernel;

/**
 * A message as a program received it.
 *
 * @param source m_source: the name that the receiver knows the sender by
 * @param type m_type
 * @param value m1i1
 * @param node of the sender
 * @param generation of the sender
 * @param pid of the sender
 */
record Note(int source, int type, int value, int node, int generation, int pid) {}
