package org.dsp.core.config;

import java.nio.file.Path;

/**
 * Where operators reach a daemon.
 *
 * @param adminSocket path of the Unix socket, at most {@value AttachSettings#SOCKET_MAX} bytes
 * @param adminSocketGroupAccess whether the users of the daemon's group may use it too, not only
 *     its own user
 */
public record AdminSettings(Path adminSocket, boolean adminSocketGroupAccess) {
    private static final String SUFFIX = ".sock";

    public AdminSettings {
        if (!AttachSettings.fits(adminSocket.toString())) {
            throw new IllegalArgumentException(
                    "admin_socket %s; allowed at most %d bytes"
                            .formatted(adminSocket, AttachSettings.SOCKET_MAX));
        }
    }

    /** What holds by default: {@code x.admin.sock} beside {@code x.sock}, for its user only. */
    public static AdminSettings beside(Path attachSocket) {
        String name = String.valueOf(attachSocket.getFileName());
        String stem =
                name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return new AdminSettings(attachSocket.resolveSibling(stem + ".admin" + SUFFIX), false);
    }
}
