package org.dsp.agent.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A directory that only this daemon's user can write to. What stands in it decides which processes
 * are ended and where programs' output goes: it may not be anybody's.
 */
final class OwnDirectory {
    private static final FileAttribute<?> GROUP_READS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));
    private static final Path SELF = Path.of("/proc/self");
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private OwnDirectory() {}

    /**
     * Makes it, or looks at the one that is there.
     *
     * @throws LaunchException if somebody else could write to it, or could put another in its place
     * @throws IOException if it cannot be made or looked at
     */
    static void make(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory, GROUP_READS);
        }
        int self = (Integer) Files.getAttribute(SELF, "unix:uid");
        Map<String, Object> own = attributes(directory);
        if (uid(own) != self || (mode(own) & OTHERS_WRITE) != 0) {
            throw notTrusted(
                    directory, own, "it has to be this user's, and nobody else may write to it");
        }
        Path parent = directory.toAbsolutePath().getParent();
        Map<String, Object> above = Files.readAttributes(parent, "unix:uid,mode");
        boolean trusted = uid(above) == self || uid(above) == ROOT;
        boolean replaceable = (mode(above) & OTHERS_WRITE) != 0 && (mode(above) & STICKY) == 0;
        if (!trusted || replaceable) {
            throw notTrusted(parent, above, "others could put another directory into it");
        }
    }

    private static Map<String, Object> attributes(Path directory) throws IOException {
        return Files.readAttributes(directory, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static int uid(Map<String, Object> attributes) {
        return (Integer) attributes.get("uid");
    }

    private static int mode(Map<String, Object> attributes) {
        return (Integer) attributes.get("mode");
    }

    private static LaunchException notTrusted(
            Path directory, Map<String, Object> attributes, String why) {
        return new LaunchException(
                "launch_directory: %s (owner %d, mode %04o) is not trusted: %s"
                        .formatted(directory, uid(attributes), mode(attributes) & 07777, why));
    }
}
