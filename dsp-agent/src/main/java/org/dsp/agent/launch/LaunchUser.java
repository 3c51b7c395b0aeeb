package org.dsp.agent.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dsp.core.config.LaunchSettings;

/** The user that programs run as. */
final class LaunchUser {
    private static final int PASSWD_FIELDS = 7;
    private static final int NAME = 0;
    private static final int GID = 3;

    private final String name;
    private final Path passwd;

    /**
     * @param name of the user, or {@value LaunchSettings#SELF}
     * @param passwd the table of users
     */
    LaunchUser(String name, Path passwd) {
        this.name = name;
        this.passwd = passwd;
    }

    /**
     * What stands before a program's own arguments. Looked up anew at each start: users may come
     * later than the daemon.
     *
     * @throws LaunchException if there is no such user
     */
    List<String> prefix() {
        if (name.equals(LaunchSettings.SELF)) {
            return List.of();
        }
        return List.of("setpriv", "--reuid=" + name, "--regid=" + group(), "--init-groups", "--");
    }

    private String group() {
        try {
            return Files.readAllLines(passwd).stream()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == PASSWD_FIELDS && fields[NAME].equals(name))
                    .map(fields -> fields[GID])
                    .findFirst()
                    .orElseThrow(
                            () -> new LaunchException("launch_user " + name + ": no such user"));
        } catch (IOException e) {
            throw new LaunchException("users cannot be read: " + e.getMessage(), e);
        }
    }
}
