package org.dsp.apps.ftp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.M1;
import org.dsp.ipc.Message;

/**
 * What an m3ftpd does about each request: one transfer per client. On the server's thread.
 *
 * <p>An answer goes to the request that its client waits in when it is sent. So a transfer that was
 * given up never answers, and one that is asked twice answers once.
 */
final class Transfers {
    private final Desk desk;
    private final Chunk pathChunk;
    private final long idle;
    private final Map<Client, Transfer> transfers = new HashMap<>();
    private final Map<Client, Transfer> cancelled = new HashMap<>();

    /**
     * No transfers yet.
     *
     * @param pathChunk registered memory of {@link FtpProtocol#MAX_PATH} bytes
     * @param idle how long a client may say nothing before its transfer is given up
     */
    Transfers(Desk desk, Chunk pathChunk, Duration idle) {
        this.desk = desk;
        this.pathChunk = pathChunk;
        this.idle = idle.toNanos();
    }

    /** Handles a request of {@code client} that came at {@code now}, ns. */
    void onRequest(Client client, Message request, long now) {
        cancelled.remove(client);
        switch (request.type()) {
            case FtpProtocol.GET, FtpProtocol.PUT ->
                    open(client, request.type(), request.m1(), now);
            case FtpProtocol.GNEXT, FtpProtocol.PNEXT -> next(client, request, now);
            case FtpProtocol.CANCEL -> cancel(client);
            default -> desk.answer(client, ErrorCode.EDVSBADREQUEST.number(), 0);
        }
    }

    private void open(Client client, int type, M1 request, long now) {
        try {
            RemotePath path = path(client, request);
            Transfer before = transfers.get(client);
            if (before != null && before.isOpening(type, path)) {
                // It is repeated: one disk operation and one answer will do.
                before.touch(now);
                return;
            }
            forget(client);
            Transfer transfer = transfer(client, type, path, chunk());
            transfers.put(client, transfer);
            transfer.touch(now);
            transfer.begin();
        } catch (Refusal e) {
            forget(client);
            String line = "a request of " + client + " refused: ";
            desk.log(line + e.code().name() + ", " + e.getMessage());
            desk.answer(client, e.code().number(), 0);
        }
    }

    private void forget(Client client) {
        Transfer before = transfers.remove(client);
        if (before != null) {
            sayIfOpen(before, "replaced by a new request");
            before.giveUp(() -> {});
        }
    }

    private Transfer transfer(Client client, int type, RemotePath path, Chunk chunk) {
        return type == FtpProtocol.GET
                ? new ServedGet(desk, client, path, chunk)
                : new ServedPut(desk, client, path, chunk);
    }

    private RemotePath path(Client client, M1 request) {
        int length = request.i1();
        if (length < 1 || length > FtpProtocol.MAX_PATH) {
            throw new Refusal(
                    ErrorCode.EDVSNAMESIZE,
                    "a path of " + length + " bytes; allowed 1.." + FtpProtocol.MAX_PATH);
        }
        int copied = desk.clients().copyFrom(client, request.p1(), pathChunk.address(), length);
        if (copied != length) {
            throw new Refusal(
                    ErrorCode.of(copied).orElse(ErrorCode.EDVSIO), "its path could not be copied");
        }
        ByteBuffer bytes = pathChunk.first(length);
        return RemotePath.of(bytes);
    }

    private Chunk chunk() {
        return desk.chunks()
                .take()
                .or(this::takeFromFinished)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        ErrorCode.EDVSAGAIN,
                                        desk.chunks().inUse() + " transfers are under way"));
    }

    private Optional<Chunk> takeFromFinished() {
        transfers.values().stream()
                .filter(Transfer::canBeDropped)
                .min(Comparator.comparingLong(Transfer::touched))
                .ifPresent(
                        transfer -> {
                            transfers.remove(transfer.client());
                            transfer.giveUp(() -> {});
                        });
        return desk.chunks().take();
    }

    private void next(Client client, Message request, long now) {
        Transfer transfer = transfers.get(client);
        if (transfer == null || !transfer.takes(request.type())) {
            desk.answer(client, ErrorCode.EDVSBADREQUEST.number(), 0);
            return;
        }
        transfer.touch(now);
        transfer.request(request.m1());
    }

    /** Answers when all is given back, unless the client has asked for something else by then. */
    private void cancel(Client client) {
        Transfer transfer = transfers.remove(client);
        if (transfer == null) {
            desk.answer(client, FtpProtocol.OK, 0);
            return;
        }
        sayIfOpen(transfer, "cancelled");
        cancelled.put(client, transfer);
        transfer.giveUp(
                () -> {
                    if (cancelled.remove(client, transfer)) {
                        desk.answer(client, FtpProtocol.OK, 0);
                    }
                });
    }

    private void sayIfOpen(Transfer transfer, String why) {
        if (transfer.isOpen()) {
            desk.log(transfer + " given up: " + why);
        }
    }

    /** Gives up what has been idle for too long at {@code now}, ns. */
    void tick(long now) {
        List<Transfer> late = new ArrayList<>();
        for (Transfer transfer : transfers.values()) {
            if (transfer.busy()) {
                transfer.touch(now);
            } else if (now - transfer.touched() > idle) {
                late.add(transfer);
            }
        }
        late.forEach(transfer -> end(transfer, "idle for too long"));
    }

    /** Gives up everything. */
    void close() {
        List.copyOf(transfers.values()).forEach(transfer -> end(transfer, "the server ends"));
    }

    private void end(Transfer transfer, String why) {
        transfers.remove(transfer.client());
        sayIfOpen(transfer, why);
        transfer.giveUp(() -> {});
    }

    /** How many clients have a transfer, also a finished or failed one that is remembered. */
    int size() {
        return transfers.size();
    }
}
