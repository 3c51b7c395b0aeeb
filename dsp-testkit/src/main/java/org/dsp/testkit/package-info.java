/**
 * What the tests of every module share. Test scope only; being on the test class path is enough for
 * the leak gate to work.
 */
package org.dsp.testkit;
