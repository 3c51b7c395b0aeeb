package org.dsp.apps.ftp;

import java.util.function.Consumer;
import org.dsp.ipc.Message;

/** What the transfers of a server share. */
final class Desk {
    private final Clients clients;
    private final ServedFiles files;
    private final Disk disk;
    private final Chunks chunks;
    private final Consumer<String> log;
    private final Message answer = new Message();

    Desk(Clients clients, ServedFiles files, Disk disk, Chunks chunks, Consumer<String> log) {
        this.clients = clients;
        this.files = files;
        this.disk = disk;
        this.chunks = chunks;
        this.log = log;
    }

    Clients clients() {
        return clients;
    }

    ServedFiles files() {
        return files;
    }

    Disk disk() {
        return disk;
    }

    Chunks chunks() {
        return chunks;
    }

    void log(String line) {
        log.accept(line);
    }

    /** Answers with a code and a length; returns 0 or the error. */
    int answer(Client client, int type, int length) {
        answer.clear().type(type).m1().i2(length);
        return clients.answer(client, answer);
    }

    /** Answers GET: the endpoint to go on with, and the size. */
    int answerOpened(Client client, long size) {
        SizeMark.put(answer.clear().type(clients.endpoint()).m1(), size);
        return clients.answer(client, answer);
    }
}
