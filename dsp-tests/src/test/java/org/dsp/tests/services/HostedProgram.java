package org.dsp.tests.services;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.dsp.ipc.Message;

/**
 * One program of a {@link ProgramHost}: a process that does nothing but live, and two threads here,
 * of which one serves and one watches the process. It serves no longer than the process lives; the
 * process outlives the daemon that started it, until somebody ends it.
 */
final class HostedProgram {
    private static final int WORDS = 8;

    private final int serial;
    private final String pid;
    private final String daemon;
    private final String token;
    private final int dcid;
    private final int endpoint;
    private final Path socket;
    private final Path life;
    private final BiConsumer<HostedProgram, Message> work;
    private volatile int node = -1;
    private volatile boolean attached;
    private volatile boolean ended;
    private volatile Optional<IOException> trouble = Optional.empty();

    /**
     * @param line what the process said: PID DAEMON_PID TOKEN DCID ENDPOINT CLIENT_NODE
     *     CLIENT_ENDPOINT SOCKET
     * @param directory where its fifo is: whoever reads it sees the end of the process
     * @param work makes the answer of the message
     */
    HostedProgram(
            int serial, String line, Path directory, BiConsumer<HostedProgram, Message> work) {
        String[] words = line.split(" ", WORDS);
        this.serial = serial;
        this.pid = words[0];
        this.daemon = words[1];
        this.token = words[2];
        this.dcid = Integer.parseInt(words[3]);
        this.endpoint = Integer.parseInt(words[4]);
        this.socket = Path.of(words[WORDS - 1]);
        this.life = directory.resolve(pid + ".life");
        this.work = work;
    }

    /** Its number, from 1: pids are re-used. */
    int serial() {
        return serial;
    }

    /** Which life of which daemon started it. */
    String daemon() {
        return daemon;
    }

    /** Whether its daemon can give it something to do; also while it works and would not notice. */
    boolean attached() {
        return attached && ProcessHandle.of(Long.parseLong(daemon)).isPresent();
    }

    /** Whether its process has ended. */
    boolean ended() {
        return ended;
    }

    /** What went wrong with its process here; nothing may. */
    Optional<IOException> trouble() {
        return trouble;
    }

    void start() {
        thread("life", this::watch);
    }

    private void thread(String name, Runnable run) {
        Thread thread = new Thread(run, name + " of program " + serial);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try (FileInputStream in = open()) {
            attach(in);
            Files.delete(life);
        } catch (IOException e) {
            trouble = Optional.of(e);
        } finally {
            ended = true;
        }
    }

    /** Opening it would wait for ever if the process has ended: so somebody is there to write. */
    private FileInputStream open() throws IOException {
        RandomAccessFile both = new RandomAccessFile(life.toFile(), "rw");
        try {
            return new FileInputStream(life.toFile());
        } finally {
            both.close();
        }
    }

    private void attach(FileInputStream in) throws IOException {
        try (ProgramLine line = new ProgramLine(socket)) {
            thread("work", () -> serve(line));
            awaitEnd(in);
        } catch (IOException noDaemon) {
            // It was killed a moment ago; the next one ends the process.
            awaitEnd(in);
        }
    }

    private static void awaitEnd(FileInputStream in) throws IOException {
        int end = in.read();
        while (end >= 0) {
            end = in.read();
        }
    }

    private void serve(ProgramLine line) {
        try {
            node = line.node();
            if (!line.bind(dcid, endpoint, token)) {
                quit();
                return;
            }
            attached = true;
            Message message = new Message();
            line.receive(message);
            while (true) {
                work.accept(this, message);
                line.replyReceive(message);
            }
        } catch (IOException daemonOrProcessIsGone) {
            attached = false;
        }
    }

    /** Ends the process, as a program would that cannot bind. */
    private void quit() throws IOException {
        try {
            Files.write(life, new byte[] {'\n'}, StandardOpenOption.WRITE);
        } catch (NoSuchFileException endedMeanwhile) {
            attached = false;
        }
    }

    @Override
    public String toString() {
        return "program %d (pid %s of daemon %s, node %d, endpoint %d)"
                .formatted(serial, pid, daemon, node, endpoint);
    }
}
