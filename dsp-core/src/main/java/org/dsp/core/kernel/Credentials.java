package org.dsp.core.kernel;

/** Who is at the other end of a Unix socket, by the kernel's word. */
public record Credentials(int pid, int uid, int gid) {}
