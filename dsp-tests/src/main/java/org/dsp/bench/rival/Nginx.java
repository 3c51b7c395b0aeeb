package org.dsp.bench.rival;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stream module of nginx: compiled in, or loaded from where this nginx has its modules. */
public final class Nginx implements Rival {
    /** Its name. */
    public static final String NAME = "nginx";

    private static final Pattern COMPILED_IN = Pattern.compile("--with-stream(\\s|$)");
    private static final Pattern MODULES = Pattern.compile("--modules-path=(\\S+)");
    private static final String FILE = "ngx_stream_module.so";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> missing() {
        if (OnPath.find(NAME).isEmpty()) {
            return Optional.of(
                    "no nginx. Install it (Debian, Ubuntu: apt-get install nginx"
                            + " libnginx-mod-stream; Fedora, RHEL: dnf install nginx"
                            + " nginx-mod-stream)");
        }
        String build = Said.by(List.of(program(), "-V"));
        if (COMPILED_IN.matcher(build).find() || module(build).filter(Files::exists).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                "nginx has no stream module. Install it (Debian, Ubuntu: apt-get install"
                        + " libnginx-mod-stream; Fedora, RHEL: dnf install nginx-mod-stream)");
    }

    @Override
    public String version() {
        return Said.firstLine(List.of(program(), "-v")).replaceFirst("^nginx version: ", "");
    }

    @Override
    public String configuration(Ports ports) {
        return configuration(ports, Said.by(List.of(program(), "-V")));
    }

    @Override
    public List<String> command(Path file, Path directory) {
        return List.of(
                program(), "-p", directory.toString(), "-e", "stderr", "-c", file.toString());
    }

    /**
     * Its configuration.
     *
     * @param build what {@code nginx -V} says
     */
    static String configuration(Ports ports, String build) {
        Map<String, List<String>> values = new HashMap<>(ports.values());
        values.put("module", module(build).map(so -> "load_module " + so + ";").stream().toList());
        return Template.named("nginx.conf").fill(values);
    }

    /** The module to load; empty if it is compiled in. */
    static Optional<Path> module(String build) {
        Matcher matcher = MODULES.matcher(build);
        return COMPILED_IN.matcher(build).find() || !matcher.find()
                ? Optional.empty()
                : Optional.of(Path.of(matcher.group(1), FILE));
    }

    private static String program() {
        return OnPath.find(NAME).orElseThrow().toString();
    }
}
