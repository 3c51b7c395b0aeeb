/**
 * What crosses the wire between proxies, byte for byte; described in {@code docs/wire/frames.md}.
 * With the shells the only place that knows Netty's buffers. Everything in core may call in.
 */
package org.dsp.core.wire;
