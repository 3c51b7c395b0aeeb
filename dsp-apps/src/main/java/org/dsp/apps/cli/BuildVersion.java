package org.dsp.apps.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version in the jar's manifest. */
public final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version =
                Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
                        .orElse("not from a jar");
        return new String[] {"${COMMAND-FULL-NAME} " + version};
    }
}
