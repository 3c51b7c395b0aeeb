package org.dsp.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers, copied beside a jar and a java that only says what it was asked to do. */
class LauncherTest {
    private static final Path SCRIPTS = Path.of("..", "scripts");
    private static final List<String> PROGRAMS =
            List.of("latency_server", "latency_client", "m3ftpd", "m3ftp");

    @TempDir private Path temp;
    private Path project;
    private Path jdk;

    private record Outcome(int status, String out) {}

    @BeforeEach
    void copy() throws IOException {
        // A space: paths of users have them.
        project = temp.resolve("my project");
        for (String program : PROGRAMS) {
            copy("bin/" + program);
        }
        copy("lib/java.sh");
        Path target = Files.createDirectories(project.resolve("dsp-apps/target"));
        Files.createFile(target.resolve("dsp-apps-1.2.jar"));
        Files.createFile(target.resolve("dsp-apps-1.2-sources.jar"));
        jdk = jdk("jdk", "17.0.15");
    }

    private void copy(String script) throws IOException {
        Path to = project.resolve("scripts").resolve(script);
        Files.createDirectories(to.getParent());
        Files.copy(SCRIPTS.resolve(script), to);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = temp.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\necho \"LC_ALL=$LC_ALL\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static Outcome run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("DSP_JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out);
    }

    private Path launcher(String program) {
        return project.resolve("scripts/bin").resolve(program);
    }

    @Test
    void eachBecomesItsProgramWithTheArgumentsAsTheyWere() throws Exception {
        for (String program : PROGRAMS) {
            Outcome outcome =
                    run(
                            launcher(program),
                            Map.of("JAVA_HOME", jdk.toString(), "DSP_JAVA_OPTS", "-Da=1 -Db=2"),
                            "a b",
                            "*",
                            "");
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out().lines())
                    .contains("<-Da=1>", "<-Db=2>", "<a b>", "<*>", "<>", "LC_ALL=C.UTF-8")
                    .contains("<" + project.toRealPath() + "/dsp-apps/target/dsp-apps-1.2.jar>")
                    .anyMatch(line -> line.startsWith("<org.dsp.apps."))
                    .anyMatch(line -> line.startsWith("<-Xmx"));
        }
    }

    @Test
    void theMainClassesExist() throws Exception {
        for (String program : PROGRAMS) {
            Outcome outcome = run(launcher(program), Map.of("JAVA_HOME", jdk.toString()));
            String main =
                    outcome.out()
                            .lines()
                            .filter(line -> line.startsWith("<org.dsp"))
                            .findFirst()
                            .orElseThrow()
                            .replaceAll("[<>]", "");
            assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
        }
    }

    @Test
    void aLinkToALauncherWorks() throws Exception {
        Path links = Files.createDirectory(temp.resolve("links"));
        Path one = Files.createSymbolicLink(links.resolve("one"), launcher("m3ftp"));
        Path two = Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
        assertThat(run(one, Map.of("JAVA_HOME", jdk.toString())).status()).isZero();
        assertThat(run(two, Map.of("JAVA_HOME", jdk.toString())).status()).isZero();
    }

    @Test
    void anOldJavaIsPassedOver() throws Exception {
        Path old = jdk("old", "1.8.0_402");
        String path = jdk.resolve("bin") + ":/usr/bin:/bin";
        Outcome outcome = run(launcher("m3ftp"), Map.of("JAVA_HOME", old.toString(), "PATH", path));
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("<org.dsp.apps.ftp.M3ftp>");
    }

    @Test
    void withoutTheJarItSaysHowToBuild() throws Exception {
        try (Stream<Path> jars = Files.list(project.resolve("dsp-apps/target"))) {
            for (Path jar : jars.filter(p -> !p.toString().contains("sources")).toList()) {
                Files.delete(jar);
            }
        }
        Outcome outcome = run(launcher("m3ftp"), Map.of("JAVA_HOME", jdk.toString()));
        assertThat(outcome.status()).isEqualTo(127);
        assertThat(outcome.out()).hasLineCount(1).startsWith("m3ftp: ").contains("mvn");
    }
}
