package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.apps.ftp.Bench.ANN;
import static org.dsp.apps.ftp.Bench.BOB;
import static org.dsp.apps.ftp.Bench.CHUNK;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private static final int OK = FtpProtocol.OK;
    private static final int BAD_REQUEST = ErrorCode.EDVSBADREQUEST.number();

    private final Bench bench = new Bench(4);
    private final Chunk ann = bench.clients.of(ANN, ByteBuffer.allocate(CHUNK));
    private final Chunk bob = bench.clients.of(BOB, ByteBuffer.allocate(CHUNK));

    private void opened(Client client, int type, String path) {
        bench.open(client, type, path);
        bench.answered(client, FakeClients.SERVER);
    }

    @Test
    void getIsAnsweredWithTheEndpointAndTheSize() {
        bench.files.files.put("a", new byte[77]);
        bench.open(ANN, FtpProtocol.GET, "a");
        assertThat(bench.clients.answers).isEmpty();
        Message answer = bench.answer(ANN);
        assertThat(answer.type()).isEqualTo(FakeClients.SERVER);
        assertThat(SizeMark.get(answer.m1())).hasValue(77);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        bench.open(ANN, FtpProtocol.GET, "a");
        bench.answered(ANN, ErrorCode.EDVSNOENT.number());
        bench.nothingIsHeld();
        assertThat(bench.log).singleElement().asString().contains("\"a\"", "node 3", "EDVSNOENT");
    }

    @Test
    void aPathThatClimbsIsRefused() {
        bench.open(ANN, FtpProtocol.PUT, "../a");
        bench.answered(ANN, ErrorCode.EDVSACCES.number());
        bench.nothingIsHeld();
    }

    @Test
    void aPathThatCannotBeCopiedIsRefused() {
        bench.send(ANN, new Message().type(FtpProtocol.GET).m1().p1(0).i1(3).message());
        bench.answered(ANN, ErrorCode.EDVSFAULT.number());
    }

    @Test
    void aPathOfAnImpossibleLengthIsRefusedBeforeItIsCopied() {
        for (int length : new int[] {0, -1, FtpProtocol.MAX_PATH + 1, Integer.MAX_VALUE}) {
            bench.send(ANN, new Message().type(FtpProtocol.GET).m1().i1(length).message());
            bench.answered(ANN, ErrorCode.EDVSNAMESIZE.number());
        }
        assertThat(bench.clients.copies).isZero();
    }

    @Test
    void whatIsNoRequestIsRefused() {
        for (int type : new int[] {0, 6, -1, 0x0A}) {
            bench.send(ANN, new Message().type(type));
            bench.answered(ANN, BAD_REQUEST);
        }
    }

    @Test
    void nothingGoesOnWithoutAnOpenTransferOfThatKind() {
        bench.getNext(ANN, ann, 0);
        bench.answered(ANN, BAD_REQUEST);
        bench.files.files.put("a", new byte[5]);
        opened(ANN, FtpProtocol.GET, "a");
        bench.putNext(ANN, ann, 1, 0);
        bench.answered(ANN, BAD_REQUEST);
        bench.getNext(BOB, bob, 0);
        bench.answered(BOB, BAD_REQUEST);
    }

    @Test
    void impossibleLengthsAndPositionsAreRefused() {
        bench.files.files.put("a", new byte[5]);
        opened(ANN, FtpProtocol.GET, "a");
        opened(BOB, FtpProtocol.PUT, "b");
        for (int length : new int[] {-1, CHUNK + 1, Integer.MIN_VALUE}) {
            bench.send(ANN, Bench.next(FtpProtocol.GNEXT, ann, length, 0));
            bench.answered(ANN, ErrorCode.EDVSRANGE.number());
            bench.putNext(BOB, bob, length, 0);
            bench.answered(BOB, ErrorCode.EDVSRANGE.number());
        }
        bench.send(ANN, Bench.next(FtpProtocol.GNEXT, ann, 0, 0));
        bench.answered(ANN, ErrorCode.EDVSRANGE.number());
        bench.getNext(ANN, ann, -1);
        bench.answered(ANN, ErrorCode.EDVSINVAL.number());
        bench.putNext(BOB, bob, 10, 5);
        bench.answered(BOB, ErrorCode.EDVSINVAL.number());
    }

    @Test
    void theNextChunkIsReadWhileTheClientWorks() {
        byte[] content = Bench.bytes(3 * CHUNK, 1);
        bench.files.files.put("a", content);
        opened(ANN, FtpProtocol.GET, "a");
        for (int i = 0; i < 3; i++) {
            bench.getNext(ANN, ann, (long) i * CHUNK);
            assertThat(bench.clients.answers).as("without waiting for the disk").hasSize(1);
            assertThat(bench.answer(ANN).m1().i2()).isEqualTo(CHUNK);
            assertThat(ann.memory().array())
                    .isEqualTo(Arrays.copyOfRange(content, i * CHUNK, (i + 1) * CHUNK));
        }
        bench.getNext(ANN, ann, 3L * CHUNK);
        assertThat(bench.answer(ANN).m1().i2()).isZero();
    }

    @Test
    void aRepeatedGnextIsServedAgain() {
        byte[] content = Bench.bytes(2 * CHUNK + 9, 2);
        bench.files.files.put("a", content);
        opened(ANN, FtpProtocol.GET, "a");
        for (int i = 0; i < 3; i++) {
            for (int again = 0; again < 2; again++) {
                Arrays.fill(ann.memory().array(), (byte) 0);
                bench.getNext(ANN, ann, (long) i * CHUNK);
                int length = bench.answer(ANN).m1().i2();
                assertThat(length).isEqualTo(i < 2 ? CHUNK : 9);
                assertThat(Arrays.copyOf(ann.memory().array(), length))
                        .isEqualTo(Arrays.copyOfRange(content, i * CHUNK, i * CHUNK + length));
            }
        }
    }

    @Test
    void aGnextThatIsRepeatedWhileTheDiskWorksIsAnsweredOnce() {
        bench.files.files.put("a", new byte[10]);
        opened(ANN, FtpProtocol.GET, "a");
        bench.getNext(ANN, ann, 0);
        bench.answered(ANN, OK);
        bench.getNext(ANN, ann, 5);
        bench.getNext(ANN, ann, 5);
        Message answer = bench.answer(ANN);
        assertThat(answer.type()).isEqualTo(OK);
        assertThat(answer.m1().i2()).isEqualTo(5);
    }

    @Test
    void shorterAndLongerChunksThanReadAheadAreServed() {
        byte[] content = Bench.bytes(CHUNK + 100, 3);
        bench.files.files.put("a", content);
        opened(ANN, FtpProtocol.GET, "a");
        int position = 0;
        for (int wanted : new int[] {1, 4096, 10, CHUNK, CHUNK}) {
            bench.send(ANN, Bench.next(FtpProtocol.GNEXT, ann, wanted, position));
            int length = bench.answer(ANN).m1().i2();
            assertThat(length).isEqualTo(Math.min(wanted, content.length - position));
            assertThat(Arrays.copyOf(ann.memory().array(), length))
                    .isEqualTo(Arrays.copyOfRange(content, position, position + length));
            position += length;
        }
        assertThat(position).isEqualTo(content.length);
    }

    @Test
    void aCopyThatFailsIsAnsweredAndMayBeRepeated() {
        bench.files.files.put("a", Bench.bytes(10, 4));
        opened(ANN, FtpProtocol.GET, "a");
        bench.clients.copyErrors.add(ErrorCode.EDVSTIMEDOUT.number());
        bench.getNext(ANN, ann, 0);
        bench.answered(ANN, ErrorCode.EDVSTIMEDOUT.number());
        bench.getNext(ANN, ann, 0);
        bench.answered(ANN, OK);
        opened(BOB, FtpProtocol.PUT, "b");
        bench.clients.copyErrors.add(ErrorCode.EDVSNOTCONN.number());
        bench.putNext(BOB, bob, 3, 0);
        bench.answered(BOB, ErrorCode.EDVSNOTCONN.number());
        bench.putNext(BOB, bob, 3, 0);
        bench.answered(BOB, OK);
    }

    @Test
    void aClientThatEndedLosesItsTransferAtOnce() {
        bench.files.files.put("a", Bench.bytes(10, 4));
        opened(ANN, FtpProtocol.GET, "a");
        opened(BOB, FtpProtocol.PUT, "b");
        bench.clients.copyErrors.add(ErrorCode.EDVSSRCDIED.number());
        bench.clients.copyErrors.add(ErrorCode.EDVSDSTDIED.number());
        bench.getNext(ANN, ann, 0);
        bench.putNext(BOB, bob, 1, 0);
        assertThat(bench.clients.answers).isEmpty();
        bench.nothingIsHeld();
    }

    @Test
    void aClientThatEndedBeforeItsAnswerLosesItsTransfer() {
        bench.files.files.put("a", new byte[10]);
        bench.clients.answerResult = ErrorCode.EDVSDSTDIED.number();
        bench.open(ANN, FtpProtocol.GET, "a");
        bench.nothingIsHeld();
        assertThat(bench.log).singleElement().asString().contains("the client ended");
    }

    @Test
    void aFileThatCannotBeReadIsSaidWhenItIsAskedFor() {
        bench.files.files.put("a", new byte[10]);
        bench.files.broken = true;
        opened(ANN, FtpProtocol.GET, "a");
        bench.getNext(ANN, ann, 0);
        bench.answered(ANN, ErrorCode.EDVSIO.number());
        bench.nothingIsHeld();
        bench.getNext(ANN, ann, 0);
        bench.answered(ANN, ErrorCode.EDVSIO.number());
    }

    @Test
    void aPutIsThereWhenItIsEndedAndNotBefore() {
        opened(ANN, FtpProtocol.PUT, "a");
        ann.memory().put(0, new byte[] {1, 2, 3});
        bench.putNext(ANN, ann, 3, 0);
        assertThat(bench.answer(ANN).m1().i2()).isEqualTo(3);
        assertThat(bench.files.files).isEmpty();
        bench.putNext(ANN, ann, 0, 3);
        bench.answered(ANN, OK);
        assertThat(bench.files.get("a")).containsExactly(1, 2, 3);
        bench.nothingIsHeld();
    }

    @Test
    void aRepeatedPnextIsNotWrittenTwice() {
        opened(ANN, FtpProtocol.PUT, "a");
        ann.memory().put(0, new byte[] {1, 2, 3});
        bench.putNext(ANN, ann, 3, 0);
        bench.answered(ANN, OK);
        ann.memory().put(0, new byte[] {7, 7, 7});
        bench.putNext(ANN, ann, 3, 0);
        assertThat(bench.answer(ANN).m1().i2()).isEqualTo(3);
        bench.putNext(ANN, ann, 0, 3);
        bench.answered(ANN, OK);
        bench.putNext(ANN, ann, 0, 3);
        bench.answered(ANN, OK);
        assertThat(bench.files.get("a")).containsExactly(1, 2, 3);
    }

    @Test
    void aPnextThatIsRepeatedWhileTheDiskWorksIsAnsweredOnce() {
        opened(ANN, FtpProtocol.PUT, "a");
        bench.putNext(ANN, ann, 3, 0);
        bench.putNext(ANN, ann, 3, 0);
        bench.answered(ANN, OK);
        bench.putNext(ANN, ann, 0, 3);
        bench.putNext(ANN, ann, 0, 3);
        bench.answered(ANN, OK);
        assertThat(bench.files.get("a")).hasSize(3);
    }

    @Test
    void anotherPnextWhileTheDiskWorksIsRefused() {
        opened(ANN, FtpProtocol.PUT, "a");
        bench.putNext(ANN, ann, 3, 0);
        bench.putNext(ANN, ann, 0, 0);
        assertThat(bench.clients.answers.remove(0).message().type())
                .isEqualTo(ErrorCode.EDVSBUSY.number());
        bench.answered(ANN, OK);
    }

    @Test
    void nothingIsWrittenAfterTheEnd() {
        opened(ANN, FtpProtocol.PUT, "a");
        bench.putNext(ANN, ann, 0, 0);
        bench.answered(ANN, OK);
        bench.putNext(ANN, ann, 1, 0);
        bench.answered(ANN, BAD_REQUEST);
        assertThat(bench.files.get("a")).isEmpty();
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothing() {
        bench.files.room = 4;
        opened(ANN, FtpProtocol.PUT, "a");
        bench.putNext(ANN, ann, 4, 0);
        bench.answered(ANN, OK);
        bench.putNext(ANN, ann, 1, 4);
        bench.disk.runOne();
        assertThat(bench.files.partial).as("gone before the client hears of it").isZero();
        bench.answered(ANN, ErrorCode.EDVSNOSPC.number());
        bench.putNext(ANN, ann, 1, 4);
        bench.answered(ANN, ErrorCode.EDVSNOSPC.number());
        assertThat(bench.files.files).isEmpty();
        bench.nothingIsHeld();
    }

    @Test
    void ofTwoWritersOfOneNameTheLastToEndWins() {
        opened(ANN, FtpProtocol.PUT, "a");
        opened(BOB, FtpProtocol.PUT, "a");
        ann.memory().put(0, new byte[] {1, 1});
        bob.memory().put(0, new byte[] {2, 2, 2});
        bench.putNext(ANN, ann, 2, 0);
        bench.answered(ANN, OK);
        bench.putNext(BOB, bob, 3, 0);
        bench.answered(BOB, OK);
        bench.putNext(BOB, bob, 0, 3);
        bench.answered(BOB, OK);
        assertThat(bench.files.get("a")).containsExactly(2, 2, 2);
        bench.putNext(ANN, ann, 0, 2);
        bench.answered(ANN, OK);
        assertThat(bench.files.get("a")).containsExactly(1, 1);
    }

    @Test
    void theSameEndpointOnTwoNodesIsTwoClients() {
        bench.files.files.put("a", new byte[] {1});
        bench.files.files.put("b", new byte[] {2});
        opened(ANN, FtpProtocol.GET, "a");
        opened(BOB, FtpProtocol.GET, "b");
        bench.getNext(ANN, ann, 0);
        bench.answered(ANN, OK);
        bench.getNext(BOB, bob, 0);
        bench.answered(BOB, OK);
        assertThat(ann.memory().get(0)).isEqualTo((byte) 1);
        assertThat(bob.memory().get(0)).isEqualTo((byte) 2);
    }

    @Test
    void openingAgainReplacesWhatWasUnderWay() {
        opened(ANN, FtpProtocol.PUT, "a");
        bench.putNext(ANN, ann, 3, 0);
        bench.open(ANN, FtpProtocol.PUT, "b");
        bench.answered(ANN, FakeClients.SERVER);
        assertThat(bench.files.partial).isEqualTo(1);
        bench.putNext(ANN, ann, 0, 0);
        bench.answered(ANN, OK);
        assertThat(bench.files.files).containsOnlyKeys("b");
        bench.nothingIsHeld();
    }

    @Test
    void anOpeningThatIsRepeatedWhileTheDiskWorksIsDoneAndAnsweredOnce() {
        bench.files.files.put("a", new byte[3]);
        for (int i = 0; i < 10; i++) {
            bench.open(ANN, FtpProtocol.GET, "a");
        }
        assertThat(bench.disk.waiting()).isEqualTo(1);
        bench.answered(ANN, FakeClients.SERVER);
        assertThat(bench.files.open).isEqualTo(1);
    }

    @Test
    void anOpeningOfSomethingElseReplacesTheOneUnderWay() {
        bench.files.files.put("a", new byte[3]);
        bench.open(ANN, FtpProtocol.GET, "none");
        bench.open(ANN, FtpProtocol.PUT, "a");
        bench.open(ANN, FtpProtocol.GET, "a");
        bench.answered(ANN, FakeClients.SERVER);
        assertThat(bench.files.open).isEqualTo(1);
        assertThat(bench.files.partial).isZero();
    }

    @Test
    void cancelGivesBackEverythingBeforeItIsAnswered() {
        opened(ANN, FtpProtocol.PUT, "a");
        bench.putNext(ANN, ann, 3, 0);
        bench.send(ANN, new Message().type(FtpProtocol.CANCEL));
        assertThat(bench.clients.answers).isEmpty();
        bench.answered(ANN, OK);
        bench.nothingIsHeld();
        assertThat(bench.files.files).isEmpty();
        bench.putNext(ANN, ann, 0, 3);
        bench.answered(ANN, BAD_REQUEST);
        bench.send(ANN, new Message().type(FtpProtocol.CANCEL));
        bench.answered(ANN, OK);
    }

    @Test
    void aCancelIsNotAnsweredOnceItsClientAsksForSomethingElse() {
        bench.files.files.put("b", new byte[3]);
        opened(ANN, FtpProtocol.PUT, "a");
        bench.putNext(ANN, ann, 3, 0);
        bench.send(ANN, new Message().type(FtpProtocol.CANCEL));
        bench.open(ANN, FtpProtocol.GET, "b");
        bench.answered(ANN, FakeClients.SERVER);
        assertThat(bench.files.partial).isZero();
    }

    @Test
    void theLimitHoldsUntilSomethingIsGivenBack() {
        Client[] many = new Client[6];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Client(60 + i, 1);
        }
        for (int i = 0; i < 4; i++) {
            opened(many[i], FtpProtocol.PUT, "f" + i);
        }
        bench.open(many[4], FtpProtocol.PUT, "f4");
        bench.answered(many[4], ErrorCode.EDVSAGAIN.number());
        bench.send(many[0], new Message().type(FtpProtocol.CANCEL));
        bench.answered(many[0], OK);
        opened(many[4], FtpProtocol.PUT, "f4");
        bench.open(many[5], FtpProtocol.PUT, "f5");
        bench.answered(many[5], ErrorCode.EDVSAGAIN.number());
    }

    @Test
    void whatIsReadToItsEndMakesRoomForOthers() {
        bench.files.files.put("a", new byte[3]);
        for (int i = 0; i < 20; i++) {
            Client client = new Client(60 + i, 1);
            Chunk memory = bench.clients.of(client, ByteBuffer.allocate(CHUNK));
            bench.now++;
            opened(client, FtpProtocol.GET, "a");
            bench.getNext(client, memory, 0);
            bench.answered(client, OK);
        }
        assertThat(bench.files.open).isEqualTo(4);
        assertThat(bench.chunks.inUse()).isEqualTo(4);
    }

    @Test
    void idleTransfersExpireAndBusyOnesDoNot() {
        bench.files.files.put("a", new byte[3]);
        opened(ANN, FtpProtocol.GET, "a");
        opened(BOB, FtpProtocol.PUT, "b");
        bench.putNext(BOB, bob, 3, 0);
        bench.now += Bench.IDLE.toNanos() + 1;
        bench.transfers.tick(bench.now);
        assertThat(bench.transfers.size()).isEqualTo(1);
        bench.answered(BOB, OK);
        bench.now += Bench.IDLE.toNanos();
        bench.transfers.tick(bench.now);
        assertThat(bench.transfers.size()).isEqualTo(1);
        bench.now++;
        bench.transfers.tick(bench.now);
        assertThat(bench.transfers.size()).isZero();
        bench.nothingIsHeld();
        assertThat(bench.log).anyMatch(line -> line.contains("idle for too long"));
    }

    @Test
    void whatIsDoneOrFailedIsForgottenWithoutAnotherLine() {
        bench.open(ANN, FtpProtocol.GET, "none");
        bench.answered(ANN, ErrorCode.EDVSNOENT.number());
        opened(BOB, FtpProtocol.PUT, "b");
        bench.putNext(BOB, bob, 0, 0);
        bench.answered(BOB, OK);
        int lines = bench.log.size();
        bench.now += Bench.IDLE.toNanos() + 1;
        bench.transfers.tick(bench.now);
        bench.disk.runAll();
        assertThat(bench.transfers.size()).isZero();
        assertThat(bench.log).hasSize(lines);
    }

    @Test
    void closingGivesUpEverythingAlsoWhatTheDiskWorksOn() {
        bench.files.files.put("a", new byte[3]);
        opened(BOB, FtpProtocol.PUT, "b");
        bench.putNext(BOB, bob, 3, 0);
        bench.open(ANN, FtpProtocol.GET, "a");
        bench.transfers.close();
        bench.nothingIsHeld();
        assertThat(bench.clients.answers).isEmpty();
    }
}
