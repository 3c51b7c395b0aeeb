/** Daemons in a group, as real processes. */
package org.dsp.tests.group;
