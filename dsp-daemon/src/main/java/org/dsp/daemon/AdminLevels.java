package org.dsp.daemon;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.LevelRound;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.StatusMessage.LoadLevel;

/** One UPDTLVL of a tool, until every server answered or its time is over. Any thread. */
final class AdminLevels implements AdminServer.Pending {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LevelRound round;
    private final Consumer<Supplier<AdminAnswer>> answer;
    private Runnable end = () -> {};
    private boolean over;

    private AdminLevels(IntFunction<String> names, Consumer<Supplier<AdminAnswer>> answer) {
        this.round = new LevelRound(names);
        this.answer = answer;
    }

    /** Starts one. */
    static AdminLevels start(
            AdminAgent agent, IntFunction<String> names, Consumer<Supplier<AdminAnswer>> answer) {
        var levels = new AdminLevels(names, answer);
        levels.endWith(agent.updateLevels(levels::add));
        return levels;
    }

    private synchronized void endWith(Runnable action) {
        end = action;
        if (over) {
            end.run();
        }
    }

    private synchronized void add(Member from, LoadLevel level) {
        if (over) {
            return;
        }
        round.add(from, level);
        if (round.isDone()) {
            over = true;
            end.run();
            AdminAnswer all = round.answer();
            answer.accept(() -> all);
        }
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public synchronized AdminAnswer late() {
        over = true;
        end.run();
        return round.answer();
    }
}
