/**
 * {@code latency_server} and {@code latency_client}: how long a request and its answer take.
 * Programs; nobody calls in. Arguments, messages and outputs are the original's (facts §7).
 */
package org.dsp.apps.latency;
