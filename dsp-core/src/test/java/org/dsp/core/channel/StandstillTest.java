package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.core.channel.Scripted.FIRST;
import static org.dsp.core.channel.Scripted.SECOND;

import java.util.List;
import org.dsp.core.channel.Scripted.Both;
import org.dsp.core.channel.Scripted.Wire;
import org.junit.jupiter.api.Test;

/** A daemon that was stopped: what its sockets held may be older than the peer's patience. */
class StandstillTest {
    private final Scripted node = new Scripted();

    @Test
    void whatWaitedForLongerThanHalfTheGraceIsNotTakenButAskedForAgain() {
        Both both = node.up();
        node.now += 60 * SECOND;
        TestPayload old = new TestPayload(3, "", 0);
        node.command(both.in(), 100, FIRST, old);
        assertThat(old.references()).isZero();
        assertThat(node.events).isEmpty();
        assertThat(both.in().aborted).isTrue();
        assertThat(both.in().closed).contains("stood still");
        assertThat(both.out().closed).as("what comes there can be late").isEmpty();
        Wire in = node.peerJoinsAgain(100);
        node.command(in, 100);
        assertThat(node.events).containsExactly("up", "writable", "deliver 100");
    }

    @Test
    void aTickThatComesFirstDoesNotHideIt() {
        Both both = node.up();
        node.now += 60 * SECOND;
        node.channel.tick(node.now);
        node.command(both.in(), 100);
        assertThat(node.events).isEmpty();
        assertThat(both.in().aborted).isTrue();
    }

    @Test
    void aShorterStopIsNoneAndThePeerIsNotBlamedForIt() {
        Both both = node.up();
        node.now += 5 * SECOND / 2;
        node.command(both.in(), 100);
        node.channel.tick(node.now);
        assertThat(node.events).containsExactly("deliver 100");
        assertThat(node.channel.up()).isTrue();
    }

    @Test
    void beingIdleIsNoStandstill() {
        Both both = node.up();
        for (int second = 0; second < 100; second++) {
            node.pass(SECOND);
            node.hello(both);
        }
        assertThat(node.channel.up()).isTrue();
        assertThat(node.events).isEmpty();
    }

    @Test
    void aReceiverThatIsStoppedForThreeSecondsTwiceIsADelay() {
        World world = new World(Choices.random(1), 1).beingPrompt();
        world.run(SECOND);
        for (int stop = 0; stop < 2; stop++) {
            world.stop(world.b, true);
            for (int i = 0; i < 30; i++) {
                world.a.trySend(1_000);
                world.run(SECOND / 10);
            }
            world.stop(world.b, false);
            world.run(SECOND);
            assertThat(world.bothUp()).isTrue();
        }
        assertThat(world.b.receivedNow()).isEqualTo(world.a.sentNow()).isGreaterThan(8);
        for (TestNode each : List.of(world.a, world.b)) {
            assertThat(each.leaves()).isEmpty();
        }
        world.endAndCheckPayloads();
    }

    @Test
    void commandsInTheSocketsOfADaemonThatWasStoppedBeyondTheGraceAreNeverDelivered() {
        World world = new World(Choices.random(1), 1, SECOND, SECOND).beingPrompt();
        world.run(SECOND);
        world.stop(world.b, true);
        assertThat(world.a.trySend(5)).isTrue();
        world.run(8 * SECOND);
        assertThat(world.a.leaves()).as("by grace").isNotEmpty();
        world.stop(world.b, false);
        world.run(2 * SECOND);
        assertThat(world.b.delivered()).isZero();
        assertThat(world.bothUp()).isTrue();
        world.endAndCheckPayloads();
    }
}
