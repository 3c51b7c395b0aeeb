/**
 * Which server node a new session is given to. The client's node decides alone, from what the
 * agents agree on and what it has seen itself.
 */
package org.dsp.core.balance;
