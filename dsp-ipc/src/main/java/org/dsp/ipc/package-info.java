/** What a program needs to talk M3-IPC. */
package org.dsp.ipc;
