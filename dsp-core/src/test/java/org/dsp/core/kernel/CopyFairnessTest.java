package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.wire.Command;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.Test;

/** Copy data waits for messages, for the copies of others, and for nobody else's peer. */
class CopyFairnessTest {
    private static final int MEGA = Endpoints.MAX_COPY;
    private static final int CHUNKS = MEGA / Copy.CHUNK;

    /** Of node 2, where the bytes are; their requesters and destinations are at nodes 1 and 3. */
    private final KernelLab lab =
            new KernelLab(s -> KernelLab.with(s, s.containers(), s.names(), CHUNKS), 1, 2, 3);

    private Program server(int endpoint, int client, int clientNode) {
        Program s = lab.program(2, endpoint);
        Program c = lab.program(clientNode, client);
        s.memory = new byte[MEGA];
        c.memory = new byte[MEGA];
        c.rmtbind(endpoint, 2);
        c.sendrec(endpoint, 0);
        assertThat(s.receive().code()).isZero();
        return s;
    }

    private List<Integer> sourcesOfData(int to) {
        List<Integer> sources = new ArrayList<>();
        for (KernelLab.Frame f : lab.trace) {
            if (f.to() == to && f.header().cmd() == Command.COPYIN_DATA) {
                sources.add(f.header().src());
            }
        }
        return sources;
    }

    @Test
    void aMessageIsPulledBeforeAllCopyDataThatWaits() {
        Program copier = server(0, 50, 1);
        Program sender = server(1, 51, 1);
        lab.window(2, 1, 0);
        Ended copy = copier.vcopy(Endpoints.SELF, 0, 50, 0, MEGA);
        sender.reply(51, 7);
        int before = lab.trace.size();

        lab.window(2, 1, 1);

        assertThat(lab.trace.get(before).header().cmd()).isEqualTo(Command.REPLY_MSG);
        assertThat(copy.code()).isEqualTo(MEGA);
    }

    @Test
    void aMessageMadeAmidACopyIsTheNextFrame() {
        Program copier = server(0, 50, 1);
        Program sender = server(1, 51, 1);
        lab.hold(2, 1);
        lab.window(2, 1, 3);
        copier.vcopy(Endpoints.SELF, 0, 50, 0, MEGA);
        sender.reply(51, 7);
        int before = lab.trace.size();
        assertThat(sourcesOfData(1)).hasSize(3);

        lab.window(2, 1, 4);

        assertThat(lab.trace.get(before).header().cmd()).isEqualTo(Command.REPLY_MSG);
        lab.release(2, 1);
    }

    @Test
    void processesThatCopyToOnePeerTakeTurnsByTheChunk() {
        Program first = server(0, 50, 1);
        List<Program> slow = List.of(server(1, 51, 1), server(2, 52, 1));
        lab.window(2, 1, 0);
        first.vcopy(Endpoints.SELF, 0, 50, 0, MEGA);
        List<Ended> copies = new ArrayList<>();
        for (int i = 0; i < slow.size(); i++) {
            slow.get(i).manners = Program.Manners.SLOW;
            copies.add(slow.get(i).vcopy(Endpoints.SELF, 0, 51 + i, 0, MEGA));
        }
        assertThat(lab.kernel(2).outbox.peer(1).queuedBytes).isEqualTo(PeerQueue.COPY_BUDGET);

        // All that the first one had queued is gone at once: its room is for both of the others.
        lab.window(2, 1, 1);

        assertThat(lab.process(2, 1).chunksReading).isEqualTo(CHUNKS / 2);
        assertThat(lab.process(2, 2).chunksReading).isEqualTo(CHUNKS / 2);
        slow.forEach(p -> p.manners = Program.Manners.PROMPT);
        lab.run();
        assertThat(copies).allSatisfy(c -> assertThat(c.code()).isEqualTo(MEGA));
    }

    @Test
    void aStoppedPeerHoldsUpNoCopyToAnother() {
        List<Ended> stopped = new ArrayList<>();
        List<Program> servers = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            servers.add(server(i, 60 + i, 1));
        }
        Program other = server(25, 50, 3);
        lab.window(2, 1, 0);
        for (int i = 0; i < servers.size(); i++) {
            stopped.add(servers.get(i).vcopy(Endpoints.SELF, 0, 60 + i, 0, MEGA));
        }

        Ended copy = other.vcopy(Endpoints.SELF, 0, 50, 0, MEGA);

        assertThat(copy.code()).isEqualTo(MEGA);
        assertThat(lab.kernel(2).outbox.peer(1).queuedBytes).isEqualTo(PeerQueue.COPY_BUDGET);
        assertThat(stopped).allMatch(Ended::open);
        lab.window(2, 1, 100);
        assertThat(stopped).allSatisfy(c -> assertThat(c.code()).isEqualTo(MEGA));
    }
}
