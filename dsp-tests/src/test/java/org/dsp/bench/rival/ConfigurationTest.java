package org.dsp.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final Ports PORTS = new Ports(7001, 8001, 7002, List.of(8001, 8002));

    @Test
    void aLineWithANameStandsOnceForEachOfItsValues() {
        Template template = new Template("begin\n  server s${a} on ${a};\n${none}\nend\n");

        assertThat(template.fill(Map.of("a", List.of("1", "2"), "none", List.of())))
                .isEqualTo("begin\n  server s1 on 1;\n  server s2 on 2;\nend\n");
    }

    @Test
    void anUnknownNameOrTwoInALineIsAnError() {
        assertThatThrownBy(() -> new Template("bind ${port}").fill(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no values for ${port}: bind ${port}");
        assertThatThrownBy(
                        () ->
                                new Template("${a} ${b}")
                                        .fill(Map.of("a", List.of("1"), "b", List.of("2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more than one name: ${a} ${b}");
    }

    @Test
    void haproxyListensForOneServerAndForAllOfThem() {
        assertThat(new HaProxy().configuration(PORTS))
                .contains("    bind   127.0.0.1:7001\n    server s8001 127.0.0.1:8001\n\n")
                .contains(
                        """
                            bind   127.0.0.1:7002
                            server s8001 127.0.0.1:8001
                            server s8002 127.0.0.1:8002
                        """)
                .doesNotContain("${");
    }

    @Test
    void nginxLoadsItsModuleOnlyWhenThatIsNotCompiledIn() {
        String separate = "configure arguments: --modules-path=/usr/lib/x --with-stream=dynamic";
        String compiledIn = "configure arguments: --modules-path=/usr/lib/x --with-stream --with-y";

        assertThat(Nginx.module(separate)).contains(Path.of("/usr/lib/x/ngx_stream_module.so"));
        assertThat(Nginx.configuration(PORTS, separate))
                .startsWith("load_module /usr/lib/x/ngx_stream_module.so;\nworker_processes 1;")
                .contains("listen     127.0.0.1:7002;")
                .contains("server 127.0.0.1:8001;\n        server 127.0.0.1:8002;\n")
                .doesNotContain("${");
        assertThat(Nginx.module(compiledIn)).isEmpty();
        assertThat(Nginx.configuration(PORTS, compiledIn)).startsWith("worker_processes 1;");
    }
}
