package org.dsp.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dsp.config.ClusterFile;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.ClusterPicture;
import org.dsp.core.admin.ClusterReport;
import org.dsp.core.admin.ConfigReport;
import org.dsp.core.admin.EndpointReport;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.LinkReport;
import org.dsp.core.admin.ServiceReport;
import org.dsp.core.admin.SocketQueues;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.channel.ChannelStatus;
import org.dsp.core.channel.HalfStatus;
import org.dsp.core.config.Service;
import org.dsp.ipc.ErrorCode;

/**
 * What each request of the admin protocol asks of whom. Admin thread only; never blocks. Reports
 * are made there too: what they cost, neither loop nor agent pays.
 */
final class AdminDesk implements AdminServer.Desk {
    private static final AdminAnswer NO_GROUP =
            AdminAnswer.of(
                    AdminError.Code.NO_GROUP,
                    "this daemon is in no group (group: none in its node file)");

    private final int nodeId;
    private final AdminNode node;
    private final Optional<AdminAgent> agent;
    private final IntFunction<String> names;
    private final Supplier<List<Service>> services;
    private final AdminSessions sessions;

    /**
     * @param agent empty without a group
     * @param names of peers, by id; any thread
     * @param services that clients may call; any thread
     */
    AdminDesk(
            int nodeId,
            AdminNode node,
            Optional<AdminAgent> agent,
            IntFunction<String> names,
            Supplier<List<Service>> services) {
        this.nodeId = nodeId;
        this.node = node;
        this.agent = agent;
        this.names = names;
        this.services = services;
        this.sessions = new AdminSessions(nodeId, node, agent, services);
    }

    @Override
    public AdminServer.Pending ask(AdminRequest request, Consumer<Supplier<AdminAnswer>> answer) {
        try {
            return route(request, answer);
        } catch (AdminArguments.Wrong wrong) {
            AdminAnswer said = AdminAnswer.of(AdminError.Code.BAD_REQUEST, wrong.getMessage());
            answer.accept(() -> said);
            return AdminServer.Pending.PLAIN;
        }
    }

    private AdminServer.Pending route(
            AdminRequest request, Consumer<Supplier<AdminAnswer>> answer) {
        Fields arguments = request.arguments();
        switch (request.command()) {
            case AdminRequest.CLUSTER -> picture(answer, ClusterReport::cluster);
            case AdminRequest.NODES -> picture(answer, ClusterReport::nodes);
            case AdminRequest.LOADLVL -> picture(answer, ClusterReport::levels);
            case AdminRequest.SHOW_CONFIG ->
                    picture(
                            answer,
                            shown ->
                                    ClusterReport.configuration(
                                            shown, ClusterFile::withoutSecrets));
            case AdminRequest.UPDTLVL -> {
                if (agent.isPresent()) {
                    return AdminLevels.start(agent.get(), names, answer);
                }
                answer.accept(() -> NO_GROUP);
            }
            case AdminRequest.SESSIONS -> sessions.list(arguments, answer);
            case AdminRequest.END_SESSION -> sessions.end(arguments, answer);
            case AdminRequest.TRACE -> {
                return sessions.trace(arguments, answer);
            }
            case AdminRequest.SERVICES ->
                    node.sessions(
                            found ->
                                    answer.accept(
                                            () ->
                                                    AdminAnswer.of(
                                                            ServiceReport.of(
                                                                    nodeId,
                                                                    services.get(),
                                                                    found.serving(),
                                                                    found.calling()))));
            case AdminRequest.CONFIG -> configure(arguments, answer);
            case AdminRequest.DRAIN -> toggle(arguments, answer, AdminAgent::drain);
            case AdminRequest.MAINTENANCE -> toggle(arguments, answer, AdminAgent::maintenance);
            case AdminRequest.STATUS -> node.links(links -> answer.accept(() -> status(links)));
            case AdminRequest.EP_LIST ->
                    node.endpoints(
                            list ->
                                    answer.accept(
                                            () -> AdminAnswer.of(EndpointReport.of(nodeId, list))));
            default -> endpoint(request.command(), arguments, answer);
        }
        return AdminServer.Pending.PLAIN;
    }

    // ---- the agent's

    private void picture(
            Consumer<Supplier<AdminAnswer>> answer, Function<ClusterPicture, AdminAnswer> report) {
        with(
                answer,
                there ->
                        there.status(
                                status ->
                                        answer.accept(
                                                () -> report.apply(ClusterPicture.of(status)))));
    }

    private void with(Consumer<Supplier<AdminAnswer>> answer, Consumer<AdminAgent> action) {
        agent.ifPresentOrElse(action, () -> answer.accept(() -> NO_GROUP));
    }

    private void configure(Fields arguments, Consumer<Supplier<AdminAnswer>> answer) {
        ConfigText text;
        try {
            text =
                    new ConfigText(
                            AdminArguments.text(arguments, AdminRequest.NAME),
                            AdminArguments.text(arguments, AdminRequest.TEXT));
        } catch (IllegalArgumentException e) {
            throw new AdminArguments.Wrong(e.getMessage());
        }
        boolean dryRun = arguments.flag(AdminRequest.DRY_RUN);
        with(
                answer,
                there ->
                        there.configure(
                                text,
                                dryRun,
                                result -> answer.accept(() -> ConfigReport.of(result))));
    }

    private interface Toggle {
        void turn(AdminAgent agent, boolean on, Runnable done);
    }

    private void toggle(Fields arguments, Consumer<Supplier<AdminAnswer>> answer, Toggle toggle) {
        boolean on = arguments.flag(AdminRequest.ON);
        Fields report = new FieldsBuilder().with("node", nodeId).with(AdminRequest.ON, on).build();
        with(
                answer,
                there -> toggle.turn(there, on, () -> answer.accept(() -> AdminAnswer.of(report))));
    }

    // ---- the node's

    private AdminAnswer status(AdminNode.Links found) {
        SocketQueues queues =
                AdminSockets.read(
                        Path.of("/proc"),
                        found.links().stream()
                                .flatMap(AdminDesk::ports)
                                .collect(Collectors.toSet()));
        return AdminAnswer.of(
                new FieldsBuilder()
                        .with("node", nodeId)
                        .with("links", LinkReport.rows(found.links(), names, queues, found.now()))
                        .build());
    }

    private static Stream<Integer> ports(ChannelStatus link) {
        return Stream.of(link.out(), link.in())
                .map(HalfStatus::local)
                .filter(address -> !address.isEmpty())
                .map(address -> Integer.valueOf(address.substring(address.lastIndexOf(':') + 1)));
    }

    private void endpoint(
            String command, Fields arguments, Consumer<Supplier<AdminAnswer>> answer) {
        Consumer<Integer> done = code -> answer.accept(() -> outcome(arguments, code));
        switch (command) {
            case AdminRequest.EP_BIND ->
                    node.bind(
                            AdminArguments.dcid(arguments),
                            AdminArguments.endpoint(arguments),
                            AdminArguments.name(arguments),
                            done);
            case AdminRequest.EP_RMTBIND ->
                    node.remoteBind(
                            AdminArguments.dcid(arguments),
                            AdminArguments.endpoint(arguments),
                            AdminArguments.number(
                                    arguments, AdminRequest.NODE, 0, Integer.MAX_VALUE),
                            AdminArguments.name(arguments),
                            done);
            case AdminRequest.EP_UNBIND ->
                    node.unbind(
                            AdminArguments.dcid(arguments),
                            AdminArguments.endpoint(arguments),
                            done);
            default -> throw new AdminArguments.Wrong("this daemon knows no command " + command);
        }
    }

    private static AdminAnswer outcome(Fields arguments, int code) {
        return code < 0
                ? AdminAnswer.of(AdminError.Code.REFUSED, ErrorCode.describe(code))
                : AdminAnswer.of(arguments);
    }
}
