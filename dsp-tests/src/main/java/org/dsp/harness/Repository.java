package org.dsp.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the source tree is: its launchers, its jars. */
public final class Repository {
    /** Names the root of the tree, for a JVM that is not started somewhere inside it. */
    public static final String ROOT_PROPERTY = "dsp.root";

    private Repository() {}

    /**
     * The root of the tree: what {@value #ROOT_PROPERTY} says, else the next directory upwards from
     * the working directory that has the launchers.
     */
    public static Path root() {
        String given = System.getProperty(ROOT_PROPERTY, "");
        if (!given.isEmpty()) {
            return Path.of(given).toAbsolutePath();
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isRegularFile(launcherIn(at, "dspd"))) {
                return at;
            }
        }
        throw new HarnessException(
                "no scripts/bin/dspd in "
                        + start
                        + " or above it; start inside the source tree, or set -D"
                        + ROOT_PROPERTY);
    }

    /** The launcher of a program. */
    public static Path launcher(String program) {
        return launcherIn(root(), program);
    }

    /** The {@code java} of the JDK that this JVM is of. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path launcherIn(Path root, String program) {
        return root.resolve("scripts").resolve("bin").resolve(program);
    }
}
