package org.dsp.apps.ftp;

import java.time.Duration;
import java.util.Random;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;

/** A way to a bench's server that loses requests and answers, by chance but never four in a row. */
final class BenchLink implements ServerLink {
    private final Bench bench;
    private final Client client;
    private final Random random;
    private final int lossPercent;
    private int lost;

    BenchLink(Bench bench, Client client, Random random, int lossPercent) {
        this.bench = bench;
        this.client = client;
        this.random = random;
        this.lossPercent = lossPercent;
    }

    @Override
    public void call(int endpoint, Message message, Duration timeout) {
        if (lose()) {
            throw timeOut();
        }
        bench.send(client, Message.of(message.bytes()));
        if (lose()) {
            // Of what the disk has to do, some may be left when the repeat comes.
            for (int work = random.nextInt(3); work > 0; work--) {
                bench.disk.runOne();
            }
            bench.clients.answers.clear();
            throw timeOut();
        }
        message.copyFrom(bench.answer(client));
        lost = 0;
    }

    private boolean lose() {
        boolean loses = lost < Conversation.RETRIES && random.nextInt(100) < lossPercent;
        lost += loses ? 1 : 0;
        return loses;
    }

    private static DvkException timeOut() {
        return new DvkException(ErrorCode.EDVSTIMEDOUT, "lost by a test");
    }

    @Override
    public void know(int endpoint) {
        throw new AssertionError("the server answers by its own endpoint, not " + endpoint);
    }

    @Override
    public void pause(Duration duration) {
        bench.now += duration.toNanos();
    }
}
