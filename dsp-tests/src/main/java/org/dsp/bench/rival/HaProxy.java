package org.dsp.bench.rival;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** HAProxy in TCP mode. */
public final class HaProxy implements Rival {
    /** Its name. */
    public static final String NAME = "haproxy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> missing() {
        return OnPath.find(NAME).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "no haproxy. Install it (Debian, Ubuntu: apt-get install haproxy; Fedora,"
                                + " RHEL: dnf install haproxy)");
    }

    @Override
    public String version() {
        // "HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/"
        return Said.firstLine(List.of(program(), "-v")).replaceAll(" - http.*$", "");
    }

    @Override
    public String configuration(Ports ports) {
        return Template.named("haproxy.cfg").fill(ports.values());
    }

    @Override
    public List<String> command(Path file, Path directory) {
        return List.of(program(), "-db", "-f", file.toString());
    }

    private static String program() {
        return OnPath.find(NAME).orElseThrow().toString();
    }
}
