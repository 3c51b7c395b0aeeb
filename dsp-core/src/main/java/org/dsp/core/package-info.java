/** Every decision of a node. */
package org.dsp.core;
