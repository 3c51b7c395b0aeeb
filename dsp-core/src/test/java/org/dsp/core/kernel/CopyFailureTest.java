package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;

/** Copies whose parties die, leave, fall silent, or give up. */
class CopyFailureTest {
    private static final int SELF = Endpoints.SELF;
    private static final int MEGA = Endpoints.MAX_COPY;

    private static boolean untouched(byte[] memory) {
        return Arrays.equals(memory, new byte[memory.length]);
    }

    @Test
    void aSourceThatDiesInTheMiddle() {
        for (int node : new int[] {1, 2}) {
            CopyTest.Scene s = new CopyTest.Scene(node);
            s.party(50).manners = Program.Manners.SLOW;
            Ended copy = s.server.vcopy(50, 0, SELF, 0, MEGA);
            s.party(50).serve();
            s.party(50).kill();

            assertThat(copy.code()).isEqualTo(Codes.SRCDIED);
            s.lab.assertClean();
        }
    }

    @Test
    void aDestinationThatDiesInTheMiddle() {
        for (int node : new int[] {1, 2}) {
            CopyTest.Scene s = new CopyTest.Scene(node);
            s.party(50).manners = Program.Manners.SLOW;
            Ended copy = s.server.vcopy(SELF, 0, 50, 0, MEGA);
            s.party(50).serve();
            s.party(50).kill();

            assertThat(copy.code()).isEqualTo(Codes.DSTDIED);
            s.lab.assertClean();
        }
    }

    @Test
    void aPartyThatDiesBetweenChunks() {
        CopyTest.Scene s = new CopyTest.Scene(1);
        s.lab.hold(2, 1);
        Ended copy = s.server.vcopy(SELF, 0, 50, 0, MEGA);
        s.party(50).kill();
        s.lab.release(2, 1);

        assertThat(copy.code()).isEqualTo(Codes.DSTDIED);
        s.lab.assertClean();
    }

    @Test
    void eitherPartyOfTwoElsewhereThatDies() {
        for (int[] nodes : new int[][] {{1, 1}, {1, 3}, {2, 2}, {2, 1}, {1, 2}}) {
            for (int victim = 50; victim <= 51; victim++) {
                CopyTest.Scene s = new CopyTest.Scene(nodes);
                s.party(victim).manners = Program.Manners.SLOW;
                Ended copy = s.server.vcopy(50, 0, 51, 0, MEGA);
                assertThat(s.party(victim).requests()).isPositive();
                s.party(victim).kill();

                assertThat(copy.code()).isEqualTo(victim == 50 ? Codes.SRCDIED : Codes.DSTDIED);
                s.lab.assertClean();
            }
        }
    }

    @Test
    void aRequesterThatDiesInTheMiddleLeavesNothing() {
        for (int[] nodes : new int[][] {{1, 1}, {1, 3}, {2, 2}, {2, 1}, {1, 2}}) {
            CopyTest.Scene s = new CopyTest.Scene(nodes);
            s.party(50).manners = Program.Manners.SLOW;
            s.party(51).manners = Program.Manners.SLOW;
            s.server.vcopy(50, 0, 51, 0, MEGA);
            s.party(50).serve();
            s.server.kill();
            while (s.party(50).serve() || s.party(51).serve()) {
                // What was asked before is answered to nobody.
            }

            assertThat(s.waits).allSatisfy(w -> assertThat(w.code()).isEqualTo(Codes.SRCDIED));
            assertThat(untouched(s.party(51).memory)).isTrue();
            s.lab.assertClean();
        }
    }

    @Test
    void aNodeThatLeavesInTheMiddle() {
        for (int[] nodes : new int[][] {{1, 1}, {1, 3}, {2, 1}, {1, 2}}) {
            CopyTest.Scene s = new CopyTest.Scene(nodes);
            s.party(50).manners = Program.Manners.SLOW;
            Ended copy = s.server.vcopy(50, 0, 51, 0, MEGA);
            s.party(50).serve();
            s.lab.leave(1, 2);

            assertThat(copy.code()).isEqualTo(Codes.NOTCONN);
            while (s.party(50).serve()) {
                // Late data goes nowhere.
            }
            s.lab.assertClean();
        }
    }

    @Test
    void aLeaveBetweenTheTwoPartiesNodesIsToldToTheRequester() {
        CopyTest.Scene waiting = new CopyTest.Scene(1, 3);
        waiting.party(50).manners = Program.Manners.SLOW;
        Ended unread = waiting.server.vcopy(50, 0, 51, 0, MEGA);
        waiting.lab.leave(1, 3);
        assertThat(unread.code()).isEqualTo(Codes.NOTCONN);
        waiting.finish();

        CopyTest.Scene queued = new CopyTest.Scene(1, 3);
        queued.lab.window(1, 3, 0);
        Ended unsent = queued.server.vcopy(50, 0, 51, 0, MEGA);
        queued.lab.leave(1, 3);
        assertThat(unsent.code()).isEqualTo(Codes.NOTCONN);
        queued.finish();

        CopyTest.Scene down = new CopyTest.Scene(1, 3);
        down.lab.down(1, 3, true);
        assertThat(down.server.vcopy(50, 0, 51, 0, MEGA).code()).isEqualTo(Codes.NOTCONN);
        down.finish();
    }

    @Test
    void aPartyThatFallsSilentStallsForThirtySeconds() {
        for (int[] nodes : new int[][] {{1, 1}, {1, 3}, {2, 2}}) {
            CopyTest.Scene s = new CopyTest.Scene(nodes);
            s.party(50).manners = Program.Manners.SLOW;
            Ended copy = s.server.vcopy(50, 0, 51, 0, MEGA);
            s.lab.advanceMillis(20_000);
            s.party(50).serve();
            s.lab.advance(30_000_000_000L - 1);
            assertThat(copy.open()).isTrue();
            s.lab.advance(1);

            assertThat(copy.code()).isEqualTo(Codes.TIMEDOUT);
            assertThat(s.lab.kernel(nodes[0]).chunks.inUse()).isZero();
            s.party(50).manners = Program.Manners.PROMPT;
            s.lab.run();
            assertThat(s.server.vcopy(50, 0, 51, 0, MEGA).code()).isEqualTo(MEGA);
            s.finish();
        }
    }

    @Test
    void aTimeOutOfTheCallComesFirstWhenItIsShorter() {
        CopyTest.Scene s = new CopyTest.Scene(1);
        s.party(50).manners = Program.Manners.SLOW;
        Ended copy = s.server.vcopy(50, 0, SELF, 0, MEGA, 50);
        s.lab.advanceMillis(30);
        s.party(50).serve();
        s.lab.advance(20_000_000L - 1);
        assertThat(copy.open()).isTrue();
        s.lab.advance(1);

        assertThat(copy.code()).isEqualTo(Codes.TIMEDOUT);
        s.finish();
    }

    @Test
    void aCopyOverASlowLinkThatMovesIsNoStall() {
        CopyTest.Scene s = new CopyTest.Scene(1);
        s.lab.hold(2, 1);
        Ended copy = s.server.vcopy(SELF, 0, 50, 0, MEGA);
        for (int i = 0; i < 16; i++) {
            s.lab.advanceMillis(29_000);
            s.lab.deliver(2, 1);
            s.lab.run();
        }

        assertThat(copy.code()).isEqualTo(MEGA);
        s.lab.release(2, 1);
        s.finish();
    }

    @Test
    void anInterruptedCopyIsToldToThePartiesNodes() {
        CopyTest.Scene s = new CopyTest.Scene(1, 3);
        s.party(50).manners = Program.Manners.SLOW;
        Ended copy = s.server.vcopy(50, 0, 51, 0, MEGA);
        s.lab.trace.clear();
        s.server.cancel(copy);

        assertThat(copy.code()).isEqualTo(Codes.INTR);
        assertThat(s.lab.trace).extracting(f -> f.to()).containsExactly(1, 3);
        assertThat(s.lab.trace)
                .allSatisfy(
                        f -> {
                            assertThat(f.header().cmd()).isEqualTo(Command.CANCEL);
                            assertThat(f.header().rcode()).isEqualTo(Codes.INTR);
                        });
        s.finish();
    }

    @Test
    void aChunkOnItsWayDoesNotLandAfterItsCopyWasGivenUp() {
        CopyTest.Scene s = new CopyTest.Scene(1);
        Arrays.fill(s.server.memory, (byte) 9);
        s.lab.window(2, 1, 0);
        Ended copy = s.server.vcopy(SELF, 0, 50, 0, MEGA);
        s.server.cancel(copy);
        s.lab.window(2, 1, 1000);

        assertThat(untouched(s.party(50).memory)).isTrue();
        s.finish();
    }

    @Test
    void aChunkDoesNotLandWhenItsPartyWaitsInTheNextRequest() {
        CopyTest.Scene s = new CopyTest.Scene(1);
        Arrays.fill(s.server.memory, (byte) 9);
        s.lab.hold(2, 1);
        Ended copy = s.server.vcopy(SELF, 0, 50, 0, MEGA);
        s.party(50).cancel(s.waits.get(0));
        Ended again = s.party(50).sendrec(10, 1);
        s.lab.release(2, 1);

        assertThat(untouched(s.party(50).memory)).isTrue();
        assertThat(copy.code()).isEqualTo(Codes.PROCSTS);
        assertThat(again.open()).isTrue();
        s.server.receive();
        s.server.reply(50, 0);
        s.lab.assertClean();
    }

    @Test
    void aChunkOfAnOlderCopyDoesNotLandAfterOneOfANewer() {
        CopyTest.Scene s = new CopyTest.Scene(1, 3);
        Arrays.fill(s.party(50).memory, (byte) 1);
        Arrays.fill(s.server.memory, (byte) 2);
        s.lab.hold(1, 3);
        s.lab.hold(2, 3);
        Ended first = s.server.vcopy(50, 0, 51, 0, 100);
        s.server.cancel(first);
        s.lab.wire(2, 3).inFlight.removeIf(f -> f.header().cmd() == Command.CANCEL);
        Ended second = s.server.vcopy(SELF, 0, 51, 0, 100);
        s.lab.release(2, 3);
        assertThat(second.code()).isEqualTo(100);
        s.lab.release(1, 3);

        assertThat(s.party(51).memory[0]).isEqualTo((byte) 2);
        s.finish();
    }

    @Test
    void aCancelStopsChunksThatTakeAnotherWay() {
        CopyTest.Scene s = new CopyTest.Scene(1, 3);
        Arrays.fill(s.party(50).memory, (byte) 1);
        s.lab.hold(1, 3);
        Ended first = s.server.vcopy(50, 0, 51, 0, 100);
        s.server.cancel(first);
        s.lab.release(1, 3);

        assertThat(s.party(51).memory[0]).isZero();
        s.finish();
    }

    @Test
    void aLocalSourceIsNotReadInItsNextCall() {
        CopyTest.Scene s = new CopyTest.Scene(2, 1);
        s.lab.window(2, 1, 0);
        Ended copy = s.server.vcopy(50, 0, 51, 0, MEGA);
        s.party(50).cancel(s.waits.get(0));
        Ended next = s.party(50).wait4bind(29, -1);
        s.party(50).got.clear();
        s.lab.window(2, 1, 100);

        assertThat(s.party(50).got).noneMatch(f -> f.op() == AttachOp.READ);
        assertThat(copy.code()).isEqualTo(Codes.PROCSTS);
        assertThat(next.open()).isTrue();
        s.server.reply(51, 0);
        s.lab.assertClean();
    }

    @Test
    void aPartyThatGivesUpEndsTheCopy() {
        for (int[] nodes : new int[][] {{1, 1}, {1, 3}, {2, 2}, {2, 1}, {1, 2}}) {
            for (int victim = 50; victim <= 51; victim++) {
                CopyTest.Scene s = new CopyTest.Scene(nodes);
                s.party(victim).manners = Program.Manners.SLOW;
                Ended copy = s.server.vcopy(50, 0, 51, 0, MEGA);
                s.party(victim).cancel(s.waits.get(victim - 50));

                assertThat(copy.code()).isEqualTo(Codes.PROCSTS);
                s.party(victim).manners = Program.Manners.PROMPT;
                s.lab.run();
                s.server.reply(101 - victim, 0);
                s.lab.assertClean();
            }
        }
    }

    @Test
    void aQuietReplyInTheMiddleOfACopyEndsTheCopy() {
        for (int node : new int[] {1, 2}) {
            CopyTest.Scene s = new CopyTest.Scene(node);
            s.party(50).manners = Program.Manners.SLOW;
            Ended copy = s.server.vcopy(50, 0, SELF, 0, MEGA);
            s.server.quietReply(50, 7);

            assertThat(s.waits.get(0).note().value()).isEqualTo(7);
            assertThat(copy.code()).isEqualTo(Codes.PROCSTS);
            s.lab.assertClean();
        }
    }

    @Test
    void aProcessThatLiesAboutItsBytesIsABadValue() {
        CopyTest.Scene s = new CopyTest.Scene(1);
        s.party(50).manners = Program.Manners.SLOW;
        AttachFrame f = new AttachFrame();
        List<int[]> lies = List.of(new int[] {100, 99}, new int[] {99, 99}, new int[] {200, 200});
        for (int[] lie : lies) {
            Ended copy = s.server.vcopy(50, 0, SELF, 0, 100);
            Sent read = s.party(50).got.get(s.party(50).got.size() - 1);
            f.start(AttachOp.READ_DATA, 0).a0(read.a0()).a1(lie[0]);
            s.party(50).send(f, s.lab.ledger.payload(new byte[lie[1]]));
            assertThat(copy.code()).isEqualTo(Codes.BADVALUE);
        }
        Ended copy = s.server.vcopy(SELF, 0, 50, 0, 100);
        Sent write = s.party(50).got.get(s.party(50).got.size() - 1);
        f.start(AttachOp.WRITE_ACK, 0).a0(write.a0()).a1(99);
        s.party(50).send(f, Payload.EMPTY);
        assertThat(copy.code()).isEqualTo(Codes.BADVALUE);
        s.finish();
    }

    @Test
    void aTagOfAnotherProcessIsNone() {
        CopyTest.Scene s = new CopyTest.Scene(1, 1);
        s.party(50).manners = Program.Manners.SLOW;
        Ended copy = s.server.vcopy(50, 0, SELF, 0, 100);
        Sent read = s.party(50).got.get(s.party(50).got.size() - 1);
        AttachFrame f = new AttachFrame();
        f.start(AttachOp.READ_DATA, 0).a0(read.a0()).a1(100);
        s.party(51).send(f, s.lab.ledger.payload(new byte[100]));
        f.start(AttachOp.WRITE_ACK, 0).a0(read.a0()).a1(100);
        s.party(50).send(f, Payload.EMPTY);

        assertThat(copy.open()).isTrue();
        s.party(50).serve();
        assertThat(copy.code()).isEqualTo(100);
        s.finish();
    }
}
