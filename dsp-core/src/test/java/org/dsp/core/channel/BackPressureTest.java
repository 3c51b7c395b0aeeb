package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.core.channel.World.MS;
import static org.dsp.core.channel.World.SECOND;

import java.util.List;
import org.dsp.core.channel.Scripted.Both;
import org.dsp.core.wire.Command;
import org.junit.jupiter.api.Test;

class BackPressureTest {
    private static final long WINDOW_BYTES = 65_536;

    @Test
    void twoPeersWithFullWindowsTowardsEachOtherGoOn() {
        World world = new World(Choices.random(5), -20);
        world.run(SECOND);
        int full = 0;
        for (int round = 0; round < 200; round++) {
            for (TestNode node : List.of(world.a, world.b)) {
                while (node.trySend(8_192)) {
                    // Until its window or its socket is full.
                }
                full += node.channel().status().unacknowledged() > 0 ? 1 : 0;
            }
            world.run(20 * MS);
        }
        world.run(SECOND);
        assertThat(full).isGreaterThan(200);
        assertThat(world.a.sentNow()).isGreaterThan(1_000);
        assertThat(world.b.receivedNow()).isEqualTo(world.a.sentNow());
        assertThat(world.a.receivedNow()).isEqualTo(world.b.sentNow());
        world.endAndCheckPayloads();
    }

    @Test
    void acknowledgementsAreWrittenThoughCommandsCannotBe() {
        Scripted node = new Scripted();
        Both both = node.up();
        both.out().writable = false;
        for (int sequence = 100; sequence < 108; sequence++) {
            node.command(both.in(), sequence);
        }
        assertThat(node.channel.canSend(0)).isFalse();
        assertThat(node.events).filteredOn(e -> e.startsWith("deliver")).hasSize(8);
        assertThat(both.in().frames).hasSize(4);
        assertThat(both.in().frames.getLast().cmd()).isEqualTo(Command.WINDOW_ACK);
        assertThat(both.in().frames.getLast().ackSeq()).isEqualTo(108);
    }

    @Test
    void whatIsHeldForAPeerThatIsStoppedStaysBelowTheWindowHoweverOftenTheLinkBreaks() {
        World world = new World(Choices.random(6), 1, 3_600 * SECOND, 3_600 * SECOND);
        world.run(SECOND);
        world.stop(world.b, true);
        long most = 0;
        for (int i = 0; i < 600; i++) {
            while (world.a.trySend(10_000)) {
                // Until its window or its socket is full.
            }
            world.run(SECOND / 10);
            assertThat(world.a.channel().status().unacknowledgedBytes())
                    .isLessThanOrEqualTo(WINDOW_BYTES);
            most = Math.max(most, world.bytesHeld());
        }
        assertThat(most).isBetween(WINDOW_BYTES / 2, WINDOW_BYTES);
        assertThat(world.links().size()).as("connections tried in a minute").isGreaterThan(10);
        world.stop(world.b, false);
        world.run(SECOND);
        assertThat(world.b.receivedNow()).isEqualTo(world.a.sentNow()).isPositive();
        world.endAndCheckPayloads();
    }
}
