/**
 * What the programs share: how they end, how they say what went wrong, how they attach. Called by
 * the programs' packages only.
 */
package org.dsp.apps.cli;
