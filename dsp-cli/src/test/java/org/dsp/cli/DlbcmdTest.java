package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands with a daemon that answers as the test wants. */
@Timeout(30)
class DlbcmdTest {
    private static final String VALID = "server a { nodeid 1; };\n";

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path socket;

    @BeforeEach
    void path() {
        socket = directory.resolve("a.sock");
    }

    private int run(String... arguments) {
        return runWith(Map.of("DSP_ADMIN_SOCKET", socket.toString()), arguments);
    }

    private int runWith(Map<String, String> environment, String... arguments) {
        CommandLine line = Dlbcmd.line(environment);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private FakeDaemon answering(Fields report) {
        return FakeDaemon.answering(socket, request -> AdminAnswer.of(report));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("c.cfg"), text);
    }

    private static Fields cluster(String state) {
        Fields row =
                new FieldsBuilder()
                        .with("id", 1)
                        .with("name", "alpha")
                        .with("role", "SERVER")
                        .with("state", "INITIALIZED")
                        .with("level", "FREE")
                        .with("proven", true)
                        .build();
        return new FieldsBuilder()
                .with("state", state)
                .with("epoch", 2)
                .with("bm_cluster", List.of(Value.of(1)))
                .with("nodes", List.of(row))
                .with("notes", Value.texts(List.of("met \u001b[31mothers")))
                .build();
    }

    @Test
    void aTableIsPrinted() {
        try (FakeDaemon daemon = answering(cluster("CONFIGURED"))) {
            assertThat(run("cluster")).isZero();
            assertThat(daemon.requests()).containsExactly(AdminRequest.of("cluster"));
        }
        assertThat(out.toString())
                .contains("ID  NAME")
                .contains(" 1  alpha  SERVER  INITIALIZED  FREE")
                .contains("note: met ?[31mothers");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void jsonIsPrintedBeforeOrBehindTheCommand() {
        try (FakeDaemon daemon = answering(cluster("CONFIGURED"))) {
            assertThat(run("cluster", "--json")).isZero();
            String behind = out.toString();
            out.getBuffer().setLength(0);
            assertThat(run("--json", "cluster")).isZero();

            assertThat(daemon.requests()).hasSize(2);
            assertThat(out).hasToString(behind);
        }
        assertThat(out.toString()).contains("\"epoch\": 2").contains("\"proven\": true");
    }

    @Test
    void bitmapsArePrinted() {
        try (FakeDaemon daemon = answering(cluster("CONFIGURED"))) {
            assertThat(run("cluster", "--bitmap")).isZero();
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(out.toString())
                .contains("10987654321098765432109876543210")
                .contains("bm_cluster ------------------------------X-");
    }

    @Test
    void aClusterThatIsNotConfiguredIsShownAndSaid() {
        var error = AdminError.of(AdminError.Code.NOT_CONFIGURED, "not yet (STS_INVALID)");
        AdminAnswer answer = new AdminAnswer(cluster("NOT_CONFIGURED"), Optional.of(error));
        try (FakeDaemon daemon = FakeDaemon.answering(socket, any -> answer)) {
            assertThat(run("cluster")).isEqualTo(6);
            assertThat(run("cluster", "--json")).isEqualTo(6);
            assertThat(daemon.requests()).hasSize(2);
        }
        assertThat(out.toString()).contains("not configured").contains("\"NOT_CONFIGURED\"");
        assertThat(err.toString()).contains("dlbcmd: not yet (STS_INVALID)");
    }

    @Test
    void everyQueryHasATable() {
        Fields row = new FieldsBuilder().with("last_error", "broken").build();
        Fields report =
                new FieldsBuilder()
                        .with("total", 3)
                        .with("nodes", List.of(row))
                        .with("servers", List.of(row))
                        .with("sessions", List.of(row))
                        .with("links", List.of(row))
                        .with("services", List.of(row))
                        .with("endpoints", List.of(row))
                        .build();
        try (FakeDaemon daemon = answering(report)) {
            for (List<String> command :
                    List.of(
                            List.of("nodes"),
                            List.of("loadlvl"),
                            List.of("updtlvl"),
                            List.of("sessions", "--limit", "5"),
                            List.of("status"),
                            List.of("ep", "list"),
                            List.of("services"))) {
                assertThat(run(command.toArray(new String[0]))).as("%s", command).isZero();
            }
            assertThat(daemon.requests())
                    .extracting(AdminRequest::command)
                    .containsExactly(
                            "nodes",
                            "loadlvl",
                            "updtlvl",
                            "sessions",
                            "status",
                            "ep-list",
                            "services");
            assertThat(daemon.requests().get(3).arguments().whole("limit")).contains(5L);
        }
        assertThat(out.toString())
                .contains(
                        "1 of 3 sessions",
                        "SERVICE",
                        "STATE",
                        "REQUESTS",
                        "RECV-Q",
                        "LAST ERROR",
                        "broken",
                        "RCOPY",
                        "POLICY");
    }

    @Test
    void ordersAreGiven() {
        try (FakeDaemon daemon = answering(Fields.EMPTY)) {
            assertThat(run("ep", "bind", "0", "10")).isZero();
            assertThat(run("ep", "rmtbind", "0", "20", "3", "far")).isZero();
            assertThat(run("ep", "unbind", "0", "-5")).isZero();
            assertThat(run("drain", "on")).isZero();
            assertThat(run("maintenance", "off")).isZero();
            assertThat(run("sessions", "end", "00ab")).isZero();

            List<String> asked = new ArrayList<>();
            daemon.requests().forEach(r -> asked.add(r.command() + Json.compact(r.arguments())));
            assertThat(asked)
                    .containsExactly(
                            "ep-bind{\"dcid\":0,\"endpoint\":10,\"name\":\"operator\"}",
                            "ep-rmtbind{\"dcid\":0,\"endpoint\":20,\"node\":3,\"name\":\"far\"}",
                            "ep-unbind{\"dcid\":0,\"endpoint\":-5}",
                            "drain{\"on\":true}",
                            "maintenance{\"on\":false}",
                            "session-end{\"id\":\"00ab\"}");
        }
        assertThat(out.toString()).contains("endpoint 20 of container 0 lives on node 3");
    }

    @Test
    void aRefusalHasItsReasonAndStatus() {
        var error = new AdminError(AdminError.Code.REFUSED, "in use", List.of("c.cfg:1: why"));
        try (FakeDaemon daemon = FakeDaemon.answering(socket, any -> AdminAnswer.of(error))) {
            assertThat(run("ep", "bind", "0", "10")).isEqualTo(5);
            assertThat(run("ep", "bind", "0", "10", "--json")).isEqualTo(5);
            assertThat(daemon.requests()).hasSize(2);
        }
        assertThat(err.toString()).contains("dlbcmd: in use").contains("  c.cfg:1: why");
        assertThat(out.toString())
                .contains("{\"error\":{\"code\":\"REFUSED\",\"status\":5,\"text\":\"in use\"");
    }

    @Test
    void aFileIsCheckedWithoutADaemon() throws IOException {
        assertThat(run("check", file(VALID).toString())).isZero();
        assertThat(out.toString()).contains("valid: servers 1");

        assertThat(run("check", file("server a {\n nodeid 1000;\n};\n").toString())).isEqualTo(4);
        assertThat(err.toString()).contains("c.cfg:2:9: nodeid 1000");

        out.getBuffer().setLength(0);
        assertThat(run("check", "--json", directory.resolve("none").toString())).isEqualTo(4);
        assertThat(out.toString()).contains("\"valid\": false").contains("\"line\": 0");
    }

    @Test
    void aConfigurationIsComparedAndGiven() throws IOException {
        Path file = file(VALID + "server b { nodeid 2; };\n");
        Fields held = new FieldsBuilder().with("text", VALID).with("epoch", 1).build();
        Fields done = new FieldsBuilder().with("epoch", 2).with("cluster_id", "ab").build();
        try (FakeDaemon daemon =
                FakeDaemon.answering(
                        socket,
                        request ->
                                AdminAnswer.of(request.command().equals("config") ? done : held))) {
            assertThat(run("config", file.toString())).isZero();
            assertThat(daemon.requests())
                    .extracting(AdminRequest::command)
                    .containsExactly("show-config", "config");
            Fields sent = daemon.requests().get(1).arguments();
            assertThat(sent.text("name")).contains("c.cfg");
            assertThat(sent.text("text")).contains(Files.readString(file));
            assertThat(sent.flag("dry_run")).isFalse();
            assertThat(out.toString())
                    .contains("+ server b {")
                    .doesNotContain("server a")
                    .contains("configured: cluster ab, configuration 2");

            assertThat(run("config", file.toString(), "--dry-run", "--json")).isZero();
            assertThat(daemon.requests().get(3).arguments().flag("dry_run")).isTrue();
            assertThat(out.toString()).contains("\"dry_run\": true").contains("\"+ server b {\"");
        }
    }

    @Test
    void theConfigurationThatHoldsIsShown() {
        try (FakeDaemon daemon = answering(new FieldsBuilder().with("text", VALID).build())) {
            assertThat(run("config")).isZero();
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(out.toString()).isEqualTo(VALID);
    }

    @Test
    void aWrongConfigurationIsNotEvenSent() throws IOException {
        Path file = file("server a { nodeid 1; };\nserver b { nodeid 1; };\n");
        try (FakeDaemon daemon = answering(Fields.EMPTY)) {
            assertThat(run("config", file.toString())).isEqualTo(4);
            assertThat(daemon.requests()).isEmpty();
        }
        assertThat(err.toString()).contains("nothing was changed").contains("c.cfg:2:");
    }

    @Test
    void nobodyAtTheSocketIsSaid() throws IOException {
        assertThat(run("cluster")).isEqualTo(3);
        assertThat(err.toString()).contains("no daemon at " + socket).hasLineCount(1);
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }

        assertThat(run("cluster", "--json")).isEqualTo(3);

        assertThat(out.toString()).contains("it does not run any more");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsSaidInTime() throws IOException {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));

            assertThat(run("cluster", "--timeout", "0.1")).isEqualTo(7);
        }
        assertThat(err.toString()).contains("does not answer within 100 ms").hasLineCount(1);
    }

    @Test
    void whatIsNoDaemonIsSaid() {
        byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (FakeDaemon daemon = FakeDaemon.saying(socket, http)) {
            assertThat(run("cluster")).isEqualTo(3);
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(err.toString()).contains("no daemon of this version");
    }

    @Test
    void aDaemonThatClosesIsSaid() {
        try (FakeDaemon daemon = FakeDaemon.saying(socket, new byte[] {1})) {
            assertThat(run("cluster")).isEqualTo(3);
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(err.toString()).contains("closed the connection");
    }

    @Test
    void watchingGoesOnOverErrors() {
        var error = AdminError.of(AdminError.Code.BUSY, "busy");
        List<AdminAnswer> answers =
                List.of(
                        AdminAnswer.of(cluster("CONFIGURED")),
                        AdminAnswer.of(error),
                        AdminAnswer.of(cluster("CONFIGURED")));
        var next = answers.iterator();
        try (FakeDaemon daemon = FakeDaemon.answering(socket, any -> next.next())) {
            assertThat(run("cluster", "--watch=0.01", "--count", "3", "--json")).isZero();
            assertThat(daemon.requests()).hasSize(3);
        }
        assertThat(out.toString().lines())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(1)).contains("\"busy\""));
    }

    @Test
    void wrongArgumentsAreSaid() {
        assertThat(run("dance")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("cluster", "--timeout", "0")).isEqualTo(2);
        assertThat(run("drain", "on", "--watch")).isEqualTo(2);
        assertThat(run("cluster", "--join")).isEqualTo(2);
        assertThat(run("trace", "--watch")).isEqualTo(2);
        assertThat(run("trace", "--session", "xyz")).isEqualTo(2);
        assertThat(run("trace", "--for", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--join needs --node-file").contains("Try 'dlbcmd");
    }

    @Test
    void helpNamesCommandsAndStatuses() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("updtlvl", "trace", "maintenance", "generate-completion", "Exit status")
                .contains("the cluster is not configured yet");
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString())
                .contains("loadlvl")
                .contains("--bitmap")
                .contains("trace")
                .contains("--for");
    }

    @Test
    void theSocketIsTheFirstThatIsNamed() throws IOException {
        Path node = directory.resolve("node.yaml");
        Files.writeString(
                node,
                "node_id: 1\ngroup: none\ncluster_file: c.cfg\nsocket: '"
                        + directory.resolve("n.sock")
                        + "'\n");

        assertThat(runWith(Map.of(), "cluster", "--node-file", node.toString())).isEqualTo(3);
        assertThat(err.toString()).contains(directory.resolve("n.admin.sock").toString());
        assertThat(runWith(Map.of("DSP_SOCKET", "/x/y.sock"), "cluster")).isEqualTo(3);
        assertThat(err.toString()).contains("/x/y.admin.sock");
    }
}
