package org.dsp.agent.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Finds the file of a program, so that a wrong one is known before anything is started. */
final class Executable {
    private Executable() {}

    /**
     * Where the program is.
     *
     * @param program an absolute path, or a name to be looked for
     * @param searchPath directories, parted by colons, as in PATH
     * @throws LaunchException if there is none, or it is not executable
     */
    static Path find(String program, String searchPath) {
        try {
            if (program.indexOf('/') >= 0) {
                return checked(program);
            }
            for (String directory : List.of(searchPath.split(File.pathSeparator, -1))) {
                Path file = Path.of(directory, program);
                if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return file;
                }
            }
        } catch (InvalidPathException e) {
            throw new LaunchException("prog " + program + " is no path", e);
        }
        throw new LaunchException(
                "prog " + program + ": not found in " + searchPath + "; an absolute path is best");
    }

    private static Path checked(String program) {
        Path file = Path.of(program);
        if (!file.isAbsolute()) {
            throw new LaunchException("prog " + program + " is no absolute path");
        }
        if (!Files.exists(file)) {
            throw new LaunchException("prog " + program + ": no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new LaunchException("prog " + program + " is no file");
        }
        if (!Files.isExecutable(file)) {
            throw new LaunchException("prog " + program + " is not executable");
        }
        return file;
    }
}
