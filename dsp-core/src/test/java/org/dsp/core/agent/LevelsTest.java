package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.config.PeerService.Rank;
import org.junit.jupiter.api.Test;

class LevelsTest {
    @Test
    void theMeterGoesByTheWaterMarksAndSessions() {
        LevelMeter meter = new LevelMeter();
        assertThat(meter.level(0)).isEqualTo(Level.UNKNOWN);
        assertThat(meter.percent()).isEqualTo(-1);

        meter.sample(29);
        assertThat(meter.level(0)).isEqualTo(Level.FREE);
        assertThat(meter.level(1)).isEqualTo(Level.UNLOADED);
    }

    @Test
    void aMarkItselfIsAbove() {
        LevelMeter low = new LevelMeter();
        low.sample(30);
        assertThat(low.level(0)).isEqualTo(Level.LOADED);
        LevelMeter high = new LevelMeter();
        high.sample(70);
        assertThat(high.level(0)).isEqualTo(Level.SATURATED);
    }

    @Test
    void aNewSampleCountsHalf() {
        LevelMeter meter = new LevelMeter();
        meter.sample(0);

        meter.sample(100);
        assertThat(meter.percent()).isEqualTo(50);
        assertThat(meter.level(0)).isEqualTo(Level.LOADED);
        meter.sample(100);
        assertThat(meter.percent()).isEqualTo(75);
        assertThat(meter.level(0)).isEqualTo(Level.SATURATED);
    }

    @Test
    void aLevelIsLeftOnlyWellBelowItsMark() {
        LevelMeter meter = new LevelMeter();
        meter.sample(70);
        meter.sample(62);
        assertThat(meter.percent()).isEqualTo(66);
        assertThat(meter.level(0)).isEqualTo(Level.SATURATED);
        meter.sample(62);
        assertThat(meter.level(0)).isEqualTo(Level.LOADED);

        LevelMeter other = new LevelMeter();
        other.sample(30);
        other.sample(24);
        assertThat(other.level(0)).isEqualTo(Level.LOADED);
        other.sample(20);
        assertThat(other.level(0)).isEqualTo(Level.FREE);
    }

    @Test
    void aSuddenCalmIsSeenAtOnce() {
        LevelMeter meter = new LevelMeter();
        meter.sample(80);
        for (int i = 0; i < 5; i++) {
            meter.sample(0);
        }
        assertThat(meter.level(0)).isEqualTo(Level.FREE);
    }

    @Test
    void marksThatAreCloseOrLowCanBeLeft() {
        LevelMeter meter = new LevelMeter();
        meter.marks(1, 2);
        meter.sample(100);
        assertThat(meter.level(0)).isEqualTo(Level.SATURATED);
        for (int i = 0; i < 12; i++) {
            meter.sample(0);
        }
        assertThat(meter.level(0)).isEqualTo(Level.FREE);
    }

    @Test
    void otherMarksMakeAnotherLevelOfTheSameLoad() {
        LevelMeter meter = new LevelMeter();
        meter.sample(50);

        meter.marks(10, 40);

        assertThat(meter.level(0)).isEqualTo(Level.SATURATED);
    }

    @Test
    void aLoadIsKnownEverywhereSoon() {
        Lab lab = Lab.configured();
        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.UNKNOWN);

        lab.node(2).agent.load(80, lab.now);
        lab.pass(300);

        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.SATURATED);
        assertThat(lab.node(5).of(2).percent()).isEqualTo(80);
        assertThat(lab.node(5).view().peer(2).orElseThrow().service().rank())
                .isEqualTo(Rank.SATURATED);
        assertThat(lab.node(5).of(4).level()).isEqualTo(Level.NOT_MONITORED);
    }

    @Test
    void theFirstSessionMakesAFreeServerUnloaded() {
        Lab lab = Lab.configured();
        lab.node(2).agent.load(5, lab.now);
        lab.pass(300);
        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.FREE);

        lab.node(2).open(Sessions.of(1, 5, 2));
        lab.pass(300);
        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.UNLOADED);
        lab.node(2).agent.sessionClosed(1, lab.now);
        lab.pass(300);

        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.FREE);
    }

    @Test
    void changesAreNotToldMoreOftenThanFiveTimesASecond() {
        Lab lab = Lab.configured();
        lab.node(2).agent.load(5, lab.now);
        lab.pass(1000);
        lab.node(2).said.clear();

        for (int i = 1; i <= 100; i++) {
            lab.node(2).open(Sessions.of(i, 5, 2));
            lab.pass(5);
            lab.node(2).agent.sessionClosed(i, lab.now);
            lab.pass(5);
        }

        assertThat(lab.node(2).said.stream().filter(LoadLevel.class::isInstance).count())
                .isBetween(1L, 6L);
    }

    @Test
    void anUnchangedLoadIsToldEveryHelloTime() {
        Lab lab = Lab.configured();
        lab.pass(1000);
        lab.node(2).said.clear();

        lab.pass(91_000);

        assertThat(lab.node(2).said.stream().filter(LoadLevel.class::isInstance).count())
                .isEqualTo(3);
    }

    @Test
    void aSampleThatIsTooOldIsUnknownNeverIdle() {
        Lab lab = Lab.configured();
        lab.node(2).agent.load(5, lab.now);
        lab.pass(60_000);
        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.FREE);
        assertThat(lab.node(5).of(2).levelAgeMs()).isBetween(59_000L, 61_000L);

        lab.pass(30_000);

        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.UNKNOWN);
        assertThat(lab.node(2).of(2).level()).isEqualTo(Level.UNKNOWN);
        assertThat(lab.node(5).view().peer(2).orElseThrow().service().rank())
                .isEqualTo(Rank.UNKNOWN);
    }

    @Test
    void aServerThatFallsSilentIsUnknown() {
        Lab lab = Lab.configured();
        lab.node(2).agent.load(5, lab.now);
        lab.pass(300);
        lab.freeze(lab.node(2));

        lab.pass(90_000);

        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.UNKNOWN);
        assertThat(lab.node(5).view().peer(2).orElseThrow().service().rank())
                .isEqualTo(Rank.UNKNOWN);
    }

    @Test
    void whoeverJoinsKnowsAllLevelsAtOnce() {
        Lab lab = Lab.configured();
        lab.node(2).agent.load(80, lab.now);
        lab.node(3).agent.load(50, lab.now);
        lab.pass(1000);

        lab.start(9);
        lab.pass(100);

        assertThat(lab.node(9).of(2).level()).isEqualTo(Level.SATURATED);
        assertThat(lab.node(9).of(3).level()).isEqualTo(Level.LOADED);
    }

    @Test
    void theInitialisedServersReportWhenAnotherOneInitialises() {
        Lab lab = Lab.configured();
        lab.pass(1000);
        lab.nodes.values().forEach(one -> one.said.clear());
        lab.crash(3);
        lab.start(3);
        lab.pass(300);

        assertThat(lab.node(1).said).anyMatch(LoadLevel.class::isInstance);
        assertThat(lab.node(2).said).anyMatch(LoadLevel.class::isInstance);
        assertThat(lab.node(4).said).noneMatch(LoadLevel.class::isInstance);
    }

    @Test
    void thePeriodIsThatOfTheConfiguration() {
        assertThat(Lab.configured().node(2).agent.loadPeriod()).hasSeconds(30);
    }
}
