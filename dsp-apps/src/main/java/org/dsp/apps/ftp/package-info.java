/**
 * {@code m3ftpd} and {@code m3ftp}: files over M3-IPC. Programs; nobody calls in.
 *
 * <p>The protocol is the original's (facts §7). A client only ever {@code sendrec}s; the server
 * copies to and from its memory meanwhile. Requests are m1 messages:
 *
 * <table>
 * <caption>Requests</caption>
 * <tr><th>m_type</th><th>fields</th><th>answer: m_type, or a negative error code</th></tr>
 * <tr><td>GET 1, PUT 2</td><td>p1 address and i1 length of the path</td><td>the server's endpoint:
 * the client goes on with that one</td></tr>
 * <tr><td>GNEXT 3</td><td>p2 address, i2 bytes wanted (1…1 MiB), i3 position</td><td>0; i2 bytes
 * copied, less than wanted at the end of the file</td></tr>
 * <tr><td>PNEXT 4</td><td>p2 address, i2 bytes (0…1 MiB; 0 ends), i3 position</td><td>0; i2 bytes
 * taken</td></tr>
 * <tr><td>CANCEL 5</td><td></td><td>0</td></tr>
 * </table>
 *
 * <p>Beyond the original: i3 is the low 32 bits of the position, so files may be of any size and a
 * GNEXT or PNEXT may be repeated; the answer to GET may announce the size, see {@link
 * org.dsp.apps.ftp.SizeMark}.
 *
 * <p>The server: {@link org.dsp.apps.ftp.Transfers} decides, {@link
 * org.dsp.apps.ftp.ServedDirectory} is the files, {@link org.dsp.apps.ftp.FtpServer} is the loop.
 * The client: {@link org.dsp.apps.ftp.Conversation}, {@link org.dsp.apps.ftp.Fetch}, {@link
 * org.dsp.apps.ftp.Store}.
 */
package org.dsp.apps.ftp;
