package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.dsp.core.node.NodeSettings;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Limits;
import org.dsp.ipc.NodeInfo;
import org.dsp.ipc.ProcInfo;
import org.junit.jupiter.api.Test;

/** NODE_INFO and PROC_INFO as the client library reads them. */
class KernelInfoTest {
    private final KernelLab lab = new KernelLab(1, 2);
    private final Program p = lab.program(1, 10);
    private final Program eye = lab.stranger(1, 9).hello();

    private NodeInfo node(int which) {
        return NodeInfo.parse(new String(eye.nodeInfo(which).payload(), StandardCharsets.UTF_8));
    }

    private ProcInfo process(Program asker, int endpoint) {
        return ProcInfo.parse(
                new String(asker.procInfo(0, endpoint).payload(), StandardCharsets.UTF_8));
    }

    @Test
    void theLocalNode() {
        NodeInfo local = node(Endpoints.LOCALNODE);

        assertThat(local).isEqualTo(node(1));
        assertThat(local.node()).isEqualTo(1);
        assertThat(local.name()).isEqualTo("node1");
        assertThat(local.proxy()).isEqualTo(-1);
        assertThat(local.flags()).isEqualTo(6);
        assertThat(local.containers()).containsExactly(0);
        assertThat(local.other()).containsEntry("processes", "2");
    }

    @Test
    void aPeer() {
        NodeInfo peer = node(2);

        assertThat(peer.node()).isEqualTo(2);
        assertThat(peer.name()).isEqualTo("node2");
        assertThat(peer.proxy()).isEqualTo(2);
        assertThat(peer.containers()).containsExactly(0);
    }

    @Test
    void containersOfANode() {
        List<NodeSettings.Container> two =
                List.of(
                        new NodeSettings.Container(0, "DC0", List.of(), Limits.DEFAULT),
                        new NodeSettings.Container(3, "DC3", List.of(2), Limits.DEFAULT));
        KernelLab mixed = new KernelLab(s -> KernelLab.with(s, two, List.of(), 4), 1, 2);
        Program q = mixed.stranger(1, 9).hello();

        assertThat(new String(q.nodeInfo(1).payload(), StandardCharsets.UTF_8))
                .contains("containers=0\n");
        assertThat(new String(q.nodeInfo(2).payload(), StandardCharsets.UTF_8))
                .contains("containers=0,3\n");
    }

    @Test
    void unknownOnesAreErrors() {
        for (int none : new int[] {3, -2, 500, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(eye.nodeInfo(none).code()).isEqualTo(Codes.BADNODEID);
        }
        assertThat(eye.procInfo(0, 11).code()).isEqualTo(Codes.NOTBIND);
        assertThat(eye.procInfo(1, 10).code()).isEqualTo(Codes.NOTBIND);
        assertThat(eye.procInfo(-1, 10).code()).isEqualTo(Codes.NOTBIND);
        assertThat(eye.procInfo(0, 221).code()).isEqualTo(Codes.NOTBIND);
    }

    @Test
    void aProcessAtRest() {
        ProcInfo info = process(eye, 10);

        assertThat(info.endpoint()).isEqualTo(10);
        assertThat(info.node()).isEqualTo(1);
        assertThat(info.name()).isEqualTo("p10");
        assertThat(info.pid()).isEqualTo(1000);
        assertThat(info.generation()).isEqualTo(p.generation());
        assertThat(info.flags()).isZero();
        assertThat(info.misc()).isEqualTo(0x20);
        assertThat(info.getFrom()).isEqualTo(Endpoints.NONE);
        assertThat(info.sendTo()).isEqualTo(Endpoints.NONE);
    }

    @Test
    void whatAProcessWaitsFor() {
        Program other = lab.program(1, 11);
        p.rmtbind(12, 2);
        lab.program(2, 12);

        waiting(q -> q.receive(), 0x8, Endpoints.ANY, Endpoints.NONE);
        waiting(q -> q.receive(11, -1), 0x8, 11, Endpoints.NONE);
        waiting(q -> q.send(11, 1), 0x4, Endpoints.NONE, 11);
        waiting(q -> q.send(12, 1), 0x4, Endpoints.NONE, 12);
        waiting(q -> q.sendrec(11, 1), 0xc, 11, 11);
        waiting(q -> q.sendrec(12, 1), 0x8, 12, Endpoints.NONE);
        waiting(q -> q.wait4bind(29, -1), 0x40000, Endpoints.NONE, Endpoints.NONE);
        waiting(q -> q.wait4unbind(11, -1), 0x20000, Endpoints.NONE, Endpoints.NONE);
        Ended asked = other.sendrec(10, 0);
        other.manners = Program.Manners.SLOW;
        other.memory = new byte[1];
        p.receive();
        waiting(q -> q.vcopy(11, 0, 10, 0, 1), 0x400, Endpoints.NONE, Endpoints.NONE);
        p.reply(11, 0);
        assertThat(asked.code()).isZero();
    }

    private void waiting(Consumer<Program> call, int flags, int getFrom, int sendTo) {
        call.accept(p);
        ProcInfo info = process(eye, 10);
        assertThat(info.flags()).isEqualTo(flags);
        assertThat(info.getFrom()).isEqualTo(getFrom);
        assertThat(info.sendTo()).isEqualTo(sendTo);
        p.cancel(p.open().orElseThrow());
    }

    @Test
    void aPendingNotificationShows() {
        lab.program(1, 11).notify(10);

        assertThat(process(eye, 10).misc()).isEqualTo(0x24);
    }

    @Test
    void messagesAndCopiesAreCounted() {
        Program near = lab.program(1, 50);
        Program far = lab.program(2, 50);
        far.rmtbind(10, 1);
        near.memory = new byte[1 << 20];
        far.memory = new byte[1 << 20];
        p.memory = new byte[1 << 20];
        for (Program caller : List.of(near, far)) {
            caller.sendrec(10, 1);
            int name = p.receive().note().source();
            p.vcopy(name, 0, 10, 0, 1 << 20);
            p.vcopy(10, 0, name, 0, 1);
            p.reply(name, 1);
        }

        ProcInfo info = process(eye, 10);
        assertThat(info.localSent()).isEqualTo(1);
        assertThat(info.remoteSent()).isEqualTo(1);
        assertThat(info.localCopies()).isEqualTo(2);
        assertThat(info.remoteCopies()).isEqualTo(2);
        assertThat(process(eye, 50).localSent()).isEqualTo(1);
    }

    @Test
    void aRemoteProcessShowsByWhatTheAskerMeans() {
        p.rmtbind(12, 2);

        ProcInfo info = process(p, 12);

        assertThat(info.node()).isEqualTo(2);
        assertThat(info.pid()).isEqualTo(-1);
        assertThat(info.flags()).isEqualTo(0x1000);
        assertThat(eye.procInfo(0, 12).code()).as("the name of another").isEqualTo(Codes.NOTBIND);
    }
}
