package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.Test;

/** Copy data on its way to one peer is bounded, and nobody takes the room of others. */
class CopyBudgetTest {
    private static final int MEGA = Endpoints.MAX_COPY;
    private final KernelLab lab = new KernelLab(1, 2);
    private final List<Program> servers = new ArrayList<>();
    private final List<Program> clients = new ArrayList<>();

    /** Servers that owe an answer to a client of the other node each. */
    private void pairs(int count, int serverNode) {
        for (int i = 0; i < count; i++) {
            Program s = lab.program(serverNode, i);
            Program c = lab.program(3 - serverNode, 50 + i);
            s.memory = new byte[MEGA];
            c.memory = new byte[MEGA];
            c.rmtbind(i, serverNode);
            c.sendrec(i, 0);
            s.receive();
            servers.add(s);
            clients.add(c);
        }
    }

    private void finish() {
        for (int i = 0; i < servers.size(); i++) {
            assertThat(servers.get(i).reply(50 + i, 0).code()).isZero();
        }
        lab.assertClean();
    }

    @Test
    void manyCopiesToAPeerThatDoesNotReadHoldOneBudget() {
        pairs(20, 2);
        lab.window(2, 1, 0);
        List<Ended> copies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            copies.add(servers.get(i).vcopy(Endpoints.SELF, 0, 50 + i, 0, MEGA));
        }

        PeerQueue q = lab.kernel(2).outbox.peer(1);
        assertThat(q.queuedBytes).isEqualTo(PeerQueue.COPY_BUDGET);
        assertThat(q.readingBytes).isZero();
        lab.window(2, 1, 3);
        assertThat(copies).allSatisfy(c -> assertThat(c.code()).isEqualTo(MEGA));
        finish();
    }

    @Test
    void dataAskedForByAPeerThatDoesNotReadIsBoundedToo() {
        pairs(20, 1);
        lab.window(2, 1, 0);
        List<Ended> copies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            copies.add(servers.get(i).vcopy(50 + i, 0, Endpoints.SELF, 0, MEGA));
        }

        PeerQueue q = lab.kernel(2).outbox.peer(1);
        assertThat(q.queuedBytes).isEqualTo(PeerQueue.COPY_BUDGET);
        assertThat(q.firstWaiting()).isNotNull();
        lab.window(2, 1, 3);
        assertThat(copies).allSatisfy(c -> assertThat(c.code()).isEqualTo(MEGA));
        finish();
    }

    @Test
    void whoNeverGivesItsBytesTakesNobodysRoom() {
        pairs(20, 2);
        for (int i = 0; i < 19; i++) {
            servers.get(i).manners = Program.Manners.SLOW;
            servers.get(i).vcopy(Endpoints.SELF, 0, 50 + i, 0, MEGA);
        }

        Ended copy = servers.get(19).vcopy(Endpoints.SELF, 0, 69, 0, MEGA);

        assertThat(copy.code()).isEqualTo(MEGA);
        for (int i = 0; i < 19; i++) {
            servers.get(i).manners = Program.Manners.PROMPT;
        }
        lab.run();
        finish();
    }

    @Test
    void chunksOfOneProcessAreBoundedAndOfOthersServed() {
        pairs(2, 2);
        clients.get(0).manners = Program.Manners.SLOW;
        int code = 0;
        int sent = 0;
        while (code == 0 && sent < 1000) {
            sent++;
            code = lab.inject(2, 1, chunk(0, sent), lab.ledger.payload(new byte[100]));
        }

        assertThat(code).isEqualTo(Codes.RSCBUSY);
        assertThat(sent).isEqualTo(33);
        assertThat(servers.get(1).vcopy(Endpoints.SELF, 0, 51, 0, MEGA).code()).isEqualTo(MEGA);
        servers.get(0).reply(50, 0);
        servers.get(1).reply(51, 0);
        assertThat(lab.kernel(1).chunks.inUse()).isZero();
        clients.get(0).manners = Program.Manners.PROMPT;
        lab.run();
        lab.assertClean();
    }

    /** A chunk that server 0 might send to client 50, as its {@code n}th. */
    private ProxyHeader chunk(int server, int n) {
        LocalProcess client = lab.process(1, 50 + server);
        LocalProcess requester = lab.process(2, server);
        ProxyHeader h = new ProxyHeader().cmd(Command.COPYIN_DATA).src(server).dst(50 + server);
        h.snode(2).dnode(1).flags(ProxyHeader.FLAG_ROUTING).len(100);
        h.vSrc(server).vDst(50 + server).vRqtr(server).vBytes(100).vDaddr(n);
        h.copyId(1).copySrcRequest(1).copySrcGen(requester.generation);
        h.copyDstRequest(client.request).copyDstGen(client.generation);
        return h.copyDstNode(1).copyRqtrNode(2);
    }
}
