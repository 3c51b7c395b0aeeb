package org.dsp.core.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.Access;
import org.dsp.core.config.Bind;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.Policy;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;
import org.junit.jupiter.api.Test;

/** Every effect is a line in {@link #log}. */
class LauncherTest implements ProcessPort, LaunchEvents {
    private static final long SECOND = 1_000_000_000L;

    private static final Service SERVICE =
            new Service(
                    "s",
                    OptionalInt.of(0),
                    new Endpoints(20, 20, 29),
                    Bind.LOCAL,
                    Optional.of("/bin/s"),
                    Policy.FIRST_FIT,
                    ServiceTimes.DEFAULT,
                    10,
                    Access.ALL);

    private final List<String> log = new ArrayList<>();
    private final List<StartOrder> orders = new ArrayList<>();
    private long now = SECOND;
    private long secret;
    private String said = "";
    private final Launcher launcher =
            new Launcher(new LaunchLimits(2, 4, SECOND), this, this, () -> new Token(7, ++secret));

    @Override
    public void start(StartOrder order) {
        orders.add(order);
        log.add("start " + order.instance());
    }

    @Override
    public void signal(long instance, Signal signal) {
        log.add(signal + " " + instance);
    }

    @Override
    public void forget(long instance) {
        log.add("forget " + instance);
    }

    @Override
    public void failed(long instance, int code, String why, long at) {
        log.add("failed " + instance + " " + code);
        said = why;
    }

    @Override
    public void ended(long instance, String why, long at) {
        log.add("ended " + instance);
    }

    @Override
    public void freed(long instance, long at) {
        log.add("freed " + instance);
    }

    private long order() {
        return launcher.start(SERVICE, 0, 20, 3, 50, now);
    }

    private void expect(String... lines) {
        assertThat(log).containsExactly(lines);
        log.clear();
    }

    @Test
    void anEndpointIsFreeOnlyWhenItsProgramIsGoneAndUnbound() {
        long i = order();
        launcher.started(i, 99);
        launcher.bound(i, now);
        launcher.stop(i, now);
        expect("start 1", "TERM 1");
        launcher.gone(i, now);
        expect();
        launcher.unbound(i, now);
        expect("forget 1", "freed 1");

        long j = order();
        launcher.bound(j, now);
        launcher.unbound(j, now);
        expect("start 2", "TERM 2", "ended 2");
        launcher.gone(j, now);
        expect("forget 2", "freed 2");
        assertThat(launcher.size()).isZero();
    }

    @Test
    void whatIgnoresTermIsKilled() {
        long i = order();
        launcher.bound(i, now);
        launcher.stop(i, now);
        assertThat(launcher.nextDeadline()).isEqualTo(now + SECOND);
        launcher.tick(now + SECOND - 1);
        expect("start 1", "TERM 1");
        launcher.tick(now + SECOND);
        expect("KILL 1");
        assertThat(launcher.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatDoesNotBindInTimeHasFailed() {
        long i = order();
        launcher.tick(now + 5 * SECOND);
        expect("start 1", "TERM 1", "failed 1 -106");
        launcher.exited(i, 143, "signal 15", false, now);
        launcher.gone(i, now);
        expect("forget 1", "freed 1");
    }

    @Test
    void aScriptMayPutItsProgramInTheBackgroundAndExit() {
        long i = order();
        launcher.exited(i, 0, "exited with 0", true, now);
        launcher.bound(i, now);
        expect("start 1");
        long j = order();
        launcher.exited(j, 1, "exited with 1", true, now);
        expect("start 2", "TERM 2", "failed 2 -109");
    }

    @Test
    void whatCannotBeStartedIsForgottenAtOnce() {
        long i = order();
        launcher.startFailed(i, "no such file", now);
        expect("start 1", "failed 1 -2", "forget 1", "freed 1");
        launcher.startFailed(i, "no such file", now);
        launcher.gone(i, now);
        expect();
    }

    @Test
    void fewStartAtOnceAndFewAreThere() {
        order();
        order();
        long third = order();
        long fourth = order();
        expect("start 1", "start 2");
        assertThat(launcher.mayStart(SERVICE, now)).isFalse();
        assertThatThrownBy(this::order).isInstanceOf(IllegalStateException.class);
        launcher.stop(fourth, now);
        expect("freed 4");
        launcher.bound(1, now);
        expect("start " + third);
        launcher.gone(2, now);
        launcher.unbound(1, now);
        expect("failed 2 -109", "forget 2", "freed 2", "TERM 1", "ended 1");
    }

    @Test
    void aServiceThatFailsAgainAndAgainIsLeftAlone() {
        for (int i = 0; i < 2; i++) {
            assertThat(launcher.mayStart(SERVICE, now)).isTrue();
            launcher.startFailed(order(), "no such file", now);
        }
        assertThat(launcher.mayStart(SERVICE, now)).isFalse();
        now += SECOND / 10;
        assertThat(launcher.mayStart(SERVICE, now)).isTrue();
        launcher.startFailed(order(), "no such file", now);
        assertThat(launcher.mayStart(SERVICE, now + SECOND / 10)).isFalse();
        now += SECOND / 5;
        launcher.bound(order(), now);
        assertThat(launcher.mayStart(SERVICE, now)).isTrue();
    }

    @Test
    void onlyItsTokenOrItsProcessIsItsProgram() {
        long i = order();
        Token token = orders.get(0).token();
        assertThat(launcher.admits(i, token.high(), token.low(), 1)).isTrue();
        assertThat(launcher.admits(i, token.high(), token.low() + 1, 1)).isFalse();
        assertThat(launcher.admits(i, 0, 0, 42)).isFalse();
        launcher.started(i, 42);
        assertThat(launcher.admits(i, 0, 0, 42)).isTrue();
        assertThat(launcher.admits(i, 0, 0, 43)).isFalse();
        launcher.bound(i, now);
        assertThat(launcher.admits(i, token.high(), token.low(), 42)).isFalse();
    }

    @Test
    void aProgramThatBindsAnotherEndpointIsToldSo() {
        order();
        Token token = orders.get(0).token();
        launcher.elsewhere(0, 25, 0, 0);
        launcher.elsewhere(0, 26, token.high(), token.low() + 1);
        launcher.elsewhere(0, 25, token.high(), token.low());
        launcher.exited(1, 3, "exited with 3", false, now);
        assertThat(said)
                .isEqualTo(
                        "it ended before it bound its endpoint; it asked for 25 instead: exited"
                                + " with 3");
    }

    @Test
    void theDaemonStops() {
        launcher.bound(order(), now);
        order();
        launcher.stopAll(now);
        expect("start 1", "start 2", "TERM 1", "TERM 2");
    }

    @Test
    void aTokenIsReadAsItIsWritten() {
        Token token = new Token(-5, 9);
        assertThat(Token.parse(token.hex())).isEqualTo(token);
        assertThat(token.toString()).doesNotContain(token.hex());
        assertThatThrownBy(() -> Token.parse("12")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Token(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNodeWithoutLimitsStartsNothing() {
        Launcher none =
                new Launcher(LaunchLimits.NONE, ProcessPort.none(), this, () -> new Token(1, 1));
        assertThat(none.mayStart(SERVICE, now)).isFalse();
    }
}
