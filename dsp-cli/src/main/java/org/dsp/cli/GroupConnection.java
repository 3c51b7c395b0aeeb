package org.dsp.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.dsp.config.ClusterFile;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.ClusterPicture;
import org.dsp.core.admin.ClusterReport;
import org.dsp.core.admin.ConfigReport;
import org.dsp.core.admin.LevelRound;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.ConfigMessage.ConfigAnswer;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.StatusMessage.GetCluster;
import org.dsp.core.agent.StatusMessage.GetLoadLevel;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.agent.StatusMessage.PutCluster;
import org.dsp.core.agent.StatusMessage.PutLoadLevel;
import org.dsp.core.agent.StatusMessage.UpdateLevel;

/**
 * The group itself, as the second note has it: the tool multicasts its question as a member {@code
 * DLB_CMD_nn}, and whoever has to answer does. What only a daemon knows is refused.
 */
final class GroupConnection implements Connection {
    /** A question whose answerer just left is asked again. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final GroupLink group;
    private final Duration timeout;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param timeout for a question and its answers
     */
    GroupConnection(GroupLink group, Duration timeout) {
        this.group = group;
        this.timeout = timeout;
    }

    @Override
    public AdminAnswer ask(AdminRequest request) {
        return switch (request.command()) {
            case AdminRequest.CLUSTER -> picture(ClusterReport::cluster);
            case AdminRequest.NODES -> picture(ClusterReport::nodes);
            case AdminRequest.SHOW_CONFIG ->
                    picture(
                            shown ->
                                    ClusterReport.configuration(
                                            shown, ClusterFile::withoutSecrets));
            case AdminRequest.LOADLVL -> named(this::levels);
            case AdminRequest.UPDTLVL -> named(this::freshLevels);
            case AdminRequest.CONFIG -> configure(request.arguments());
            default -> AdminAnswer.of(asksADaemon(request));
        };
    }

    @Override
    public void follow(AdminRequest request, Optional<Duration> time, Predicate<AdminAnswer> each) {
        throw Failure.of(asksADaemon(request));
    }

    private static AdminError asksADaemon(AdminRequest request) {
        return AdminError.of(
                AdminError.Code.BAD_REQUEST,
                request.command() + " asks a daemon; it cannot be used with --join");
    }

    @Override
    public void close() {
        group.close();
    }

    private AdminAnswer picture(Function<ClusterPicture, AdminAnswer> report) {
        long id = random.nextLong();
        return first(
                new GetCluster(id),
                heard ->
                        heard.message() instanceof PutCluster answer && answer.requestId() == id
                                ? Optional.of(
                                        report.apply(
                                                ClusterPicture.of(heard.from().nodeId(), answer)))
                                : Optional.empty());
    }

    /** Levels come with ids only: whoever knows the configuration has the names. */
    private AdminAnswer named(Function<IntFunction<String>, AdminAnswer> question) {
        long id = random.nextLong();
        return heard(
                        new GetCluster(id),
                        heard ->
                                heard.message() instanceof PutCluster answer
                                                && answer.requestId() == id
                                        ? Optional.of(
                                                ClusterPicture.of(heard.from().nodeId(), answer))
                                        : Optional.empty())
                .map(picture -> question.apply(ClusterReport.names(picture)))
                .orElseGet(this::nobody);
    }

    private AdminAnswer levels(IntFunction<String> names) {
        long id = random.nextLong();
        return first(
                new GetLoadLevel(id),
                heard ->
                        heard.message() instanceof PutLoadLevel answer && answer.requestId() == id
                                ? Optional.of(LevelRound.of(answer, names))
                                : Optional.empty());
    }

    private AdminAnswer freshLevels(IntFunction<String> names) {
        long id = random.nextLong();
        var round = new LevelRound(names);
        AdminAnswer answer =
                first(
                        new UpdateLevel(id),
                        heard -> {
                            if (heard.message() instanceof LoadLevel level
                                    && level.requestId() == id) {
                                round.add(heard.from(), level);
                            }
                            return round.isDone() ? Optional.of(round.answer()) : Optional.empty();
                        });
        return round.isDone() ? answer : round.answer();
    }

    private AdminAnswer configure(Fields arguments) {
        ConfigText text;
        try {
            text =
                    new ConfigText(
                            arguments.text(AdminRequest.NAME).orElse(""),
                            arguments.text(AdminRequest.TEXT).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitStatus.FILE, e.getMessage(), e);
        }
        long id = random.nextLong();
        var proposal =
                new ConfigProposal(
                        group.self().incarnation(),
                        id,
                        Optional.empty(),
                        arguments.flag(AdminRequest.DRY_RUN),
                        text);
        return first(
                proposal,
                heard ->
                        heard.message() instanceof ConfigAnswer answer && answer.requestId() == id
                                ? Optional.of(ConfigReport.of(answer.result()))
                                : Optional.empty());
    }

    private AdminAnswer nobody() {
        return AdminAnswer.of(
                AdminError.Code.NO_ANSWER,
                "nobody in the group answered within " + timeout.toMillis() + " ms");
    }

    private AdminAnswer first(
            AgentMessage question, Function<GroupLink.Heard, Optional<AdminAnswer>> answer) {
        return heard(question, answer).orElseGet(this::nobody);
    }

    /** Asks until something heard is an answer, or the time is over. */
    private <T> Optional<T> heard(
            AgentMessage question, Function<GroupLink.Heard, Optional<T>> answer) {
        boolean repeatable = !(question instanceof ConfigProposal);
        long start = System.nanoTime();
        long asked = start;
        group.multicast(question);
        while (true) {
            long now = System.nanoTime();
            long left = timeout.toNanos() - (now - start);
            if (left <= 0) {
                return Optional.empty();
            }
            if (repeatable && now - asked >= AGAIN.toNanos()) {
                asked = now;
                group.multicast(question);
            }
            Optional<T> found =
                    group.poll(Duration.ofNanos(Math.min(left, AGAIN.toNanos()))).flatMap(answer);
            if (found.isPresent()) {
                return found;
            }
        }
    }
}
