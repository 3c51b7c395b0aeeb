package org.dsp.apps.ftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;

/** Clients and their memory, and the server's memory. An address is the key of a buffer. */
final class FakeClients implements Clients {
    static final int SERVER = 20;

    /** An answer, and to whom. */
    record Answer(Client client, Message message) {}

    private final Map<Client, Map<Integer, ByteBuffer>> memory = new HashMap<>();
    private final Map<Integer, ByteBuffer> own = new HashMap<>();
    private int nextAddress = 0x1000;

    /** Results of the next copies, where not empty. */
    final Deque<Integer> copyErrors = new ArrayDeque<>();

    final List<Answer> answers = new ArrayList<>();
    int copies;
    int answerResult;

    Chunk own(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        own.put(nextAddress, buffer);
        return new Chunk(nextAddress++, buffer);
    }

    Chunk of(Client client, ByteBuffer buffer) {
        memory.computeIfAbsent(client, c -> new HashMap<>()).put(nextAddress, buffer);
        return new Chunk(nextAddress++, buffer);
    }

    @Override
    public int endpoint() {
        return SERVER;
    }

    @Override
    public int copyFrom(Client client, int address, int toAddress, int bytes) {
        return copy(memory.get(client).get(address), own.get(toAddress), bytes);
    }

    @Override
    public int copyTo(Client client, int address, int fromAddress, int bytes) {
        return copy(own.get(fromAddress), memory.get(client).get(address), bytes);
    }

    private int copy(ByteBuffer from, ByteBuffer to, int bytes) {
        if (!copyErrors.isEmpty()) {
            return copyErrors.poll();
        }
        if (from == null || to == null || bytes > from.capacity() || bytes > to.capacity()) {
            return ErrorCode.EDVSFAULT.number();
        }
        copies++;
        to.duplicate().clear().put(from.duplicate().clear().limit(bytes));
        return bytes;
    }

    @Override
    public int answer(Client client, Message answer) {
        answers.add(new Answer(client, Message.of(answer.bytes())));
        return answerResult;
    }
}
