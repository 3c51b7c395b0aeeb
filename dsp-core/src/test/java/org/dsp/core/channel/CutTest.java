package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each of the four streams of a pair, cut after each of its bytes. */
class CutTest {
    private static final int[] LENGTHS = {0, 7, 0, 300, 0, 1};

    /** More than any stream carries. */
    private static final int BYTES = 1_600;

    @Test
    void aCutAfterAnyByteOfAnyStreamLosesAndRepeatsNothing() {
        long broken = 0;
        for (boolean byDialer : new boolean[] {true, false}) {
            for (boolean ofA : new boolean[] {true, false}) {
                for (int bytes = 0; bytes < BYTES; bytes++) {
                    broken += exchange(ofA, byDialer, bytes);
                }
            }
        }
        assertThat(broken).as("cuts that happened in the middle").isGreaterThan(3L * BYTES);
    }

    /** Whether the stream was cut. */
    private static int exchange(boolean ofA, boolean byDialer, int bytes) {
        World world = new World(Choices.random(bytes), -3);
        boolean[] armed = {true};
        world.onLink(
                link -> {
                    if (armed[0] && ofA == (link.dialer.node() == world.a)) {
                        armed[0] = false;
                        (byDialer ? link.dialer : link.acceptor).breakAfter(bytes);
                    }
                });
        world.run(World.SECOND / 4);
        for (int length : LENGTHS) {
            send(world, world.a, length);
            send(world, world.b, length);
            world.run(15 * World.MS);
        }
        world.run(5 * World.SECOND);
        String which = "A's connection " + ofA + ", by dialer " + byDialer + ", byte " + bytes;
        assertThat(world.bothUp()).as(which).isTrue();
        assertThat(world.a.receivedNow()).as(which).isEqualTo(LENGTHS.length);
        assertThat(world.b.receivedNow()).as(which).isEqualTo(LENGTHS.length);
        assertThat(world.a.leaves()).as(which).isEmpty();
        assertThat(world.b.leaves()).as(which).isEmpty();
        long joins = world.a.channel().status().joins() + world.b.channel().status().joins();
        world.endAndCheckPayloads();
        return joins > 2 ? 1 : 0;
    }

    private static void send(World world, TestNode node, int length) {
        while (!node.trySend(length)) {
            world.run(10 * World.MS);
        }
    }
}
