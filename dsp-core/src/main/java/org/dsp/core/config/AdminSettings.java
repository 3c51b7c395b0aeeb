package org.dsp.core.config;

import java.nio.file.Path;

/**
 * Where {@code dlbcmd} reaches the daemon.
 *
 * @param adminSocket path of the admin socket, at most {@value AttachSettings#SOCKET_MAX} bytes
 * @param adminSocketGroupAccess whether the group that owns the socket may use it too (mode 0660, else 0600)
 */
public record AdminSettings(Path adminSocket, boolean adminSocketGroupAccess) {
    private static final String SUFFIX = ".sock";

    public AdminSettings {
        if (!AttachSettings.fits(adminSocket.toString())) {
            throw new IllegalArgumentException(
                    "admin_socket "
                            + adminSocket
                            + "; allowed at most "
                            + AttachSettings.SOCKET_MAX
                            + " bytes");
        }
    }

    /** The default beside an attach socket: {@code dvk.admin.sock} beside {@code dvk.sock}. */
    public static Path beside(Path attachSocket) {
        String name = String.valueOf(attachSocket.getFileName());
        String stem =
                name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return attachSocket.resolveSibling(stem + ".admin" + SUFFIX);
    }
}
