package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that says anything at all harms nobody but its own sessions. */
class HostileFramesTest {
    private static final int FRAMES = 3_000;
    private static final int LARGEST = 65_536;

    /** Of node 3, which does nothing wrong. */
    private static final long ID = HostileLab.id(3, 1);

    private static final List<Integer> COMMANDS =
            List.of(
                    Command.SEND_MSG,
                    Command.NTFY_MSG,
                    Command.SNDREC_MSG,
                    Command.REPLY_MSG,
                    Command.COPYIN_DATA,
                    Command.COPYOUT_RQST,
                    Command.COPYLCL_RQST,
                    Command.COPYRMT_RQST,
                    Command.COPYIN_RQST,
                    Command.CANCEL,
                    Command.PROCESS_DIED,
                    Command.REFUSE,
                    Command.SESSION_GONE,
                    Command.CLOSE,
                    Command.SEND_ACK,
                    Command.SNDREC_ACK,
                    Command.COPYIN_ACK,
                    Command.COPYOUT_DATA);

    private static final List<Integer> NUMBERS =
            List.of(-1, 0, 1, 2, 3, 4, 20, 21, 22, 50, 51, 220, 221, 500, 501, 502, 27_342, -35);

    private Random random;

    private int any() {
        return random.nextInt(20) == 0
                ? random.nextInt()
                : NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private ProxyHeader frame() {
        ProxyHeader h = new ProxyHeader();
        random.nextBytes(h.array());
        int cmd = COMMANDS.get(random.nextInt(COMMANDS.size()));
        h.cmd(cmd).dcid(random.nextInt(10) == 0 ? any() : 0).src(any()).dst(any()).snode(4);
        h.dnode(random.nextInt(10) == 0 ? any() : 0).rcode(any()).len(0).batchNr(0);
        h.flags(ProxyHeader.FLAG_ROUTING | (random.nextInt(8) << 3));
        long id =
                switch (random.nextInt(5)) {
                    case 0 -> 0;
                    case 1 -> ID;
                    case 2 -> HostileLab.id(4, 1 + random.nextInt(20));
                    case 3 -> HostileLab.id(0, 1 + random.nextInt(5));
                    default -> random.nextLong();
                };
        if (Command.routing(cmd) == Command.Routing.COPY) {
            h.copySession(id).copyId(any()).copyDstNode(any()).copyRqtrNode(any());
            h.vSrc(any()).vDst(any()).vRqtr(any()).vBytes(random.nextBoolean() ? 4 : any());
        } else {
            h.session(id).request(any()).srcGen(any()).dstGen(any());
        }
        return h;
    }

    private Payload payload(ProxyHeader h) {
        if (!Command.carriesPayload(h.cmd())) {
            return Payload.EMPTY;
        }
        return new BytesPayload(new byte[random.nextInt(20) == 0 ? LARGEST : 4]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyElseNotices(long seed) {
        random = new Random(seed);
        HostileLab lab = new HostileLab();
        lab.arrives(HostileLab.opening(3, 20, ID, 1));

        ProxyHeader last = frame();
        for (int i = 0; i < FRAMES; i++) {
            ProxyHeader h = random.nextInt(8) == 0 ? last : frame();
            last = new ProxyHeader().copyFrom(h);
            lab.router.arrived(h, payload(h), 0);
            if (i % 10 == 0) {
                lab.drain();
            }
        }

        for (int i = 0; lab.messages == 0; i++) {
            assertThat(i).as("messages before the one of node 3").isLessThan(1000);
            lab.receive();
        }
        lab.drain();
        lab.reply();
        ProxyHeader answer = lab.pull(3);
        assertThat(answer.cmd()).isEqualTo(Command.REPLY_MSG);
        assertThat(answer.session()).isEqualTo(ID);
        assertThat(answer.request()).isEqualTo(1);
        assertThat(answer.src()).isEqualTo(20);
        assertThat(answer.dst()).isEqualTo(50);
        assertThat(lab.messages).isEqualTo(1);
        assertThat(lab.orders.size()).isLessThanOrEqualTo(HostileLab.STARTS);
    }
}
