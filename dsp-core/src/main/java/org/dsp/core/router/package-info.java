/**
 * Services: which session a frame belongs to, where it goes, and as whom its receiver sees its
 * sender (DESIGN §7).
 */
package org.dsp.core.router;
