package org.dsp.tests.services;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.dsp.ipc.Message;

/**
 * Programs of a service by the hundred. What the daemons start is a shell, which is there within
 * milliseconds where a JVM wants a good part of a second of a processor; it says who it is, and
 * lives. What it would do is done here: whoever presents the token is the program. So all of them
 * can be judged by one clock, and each still is a process of its own, to be found in /proc, to be
 * ended by its daemon, and to be left behind by it.
 */
final class ProgramHost implements AutoCloseable {
    private static final String NO_MORE = "no more";

    private final Path hub;
    private final String prog;
    private final Path directory;
    private final BiConsumer<HostedProgram, Message> work;
    private final RandomAccessFile keeper;
    private final List<HostedProgram> programs = new CopyOnWriteArrayList<>();

    /**
     * @param work makes the answer of a message, on any thread
     */
    ProgramHost(ServiceFiles files, BiConsumer<HostedProgram, Message> work) throws IOException {
        this.work = work;
        hub = files.fifo("hub");
        directory = hub.getParent();
        // What it has open both ways, nobody ever writes to: it reads until it is ended.
        prog =
                files.script(
                        "hosted.sh",
                        """
                        mkfifo "%1$s/$$.life" || exit 1
                        exec 3<>"%1$s/$$.life"
                        echo "$$ $PPID $DSP_TOKEN $* $DSP_SOCKET" >"%1$s/hub"
                        read -r farewell <&3
                        exit 1\
                        """
                                .formatted(directory));
        // Open both ways: it is not at its end when there is no program.
        keeper = new RandomAccessFile(hub.toFile(), "rw");
        Thread thread = new Thread(this::read, "program host");
        thread.setDaemon(true);
        thread.start();
    }

    /** The {@code prog} of the service. */
    String prog() {
        return prog;
    }

    /** All that ever started, the oldest first. */
    List<HostedProgram> programs() {
        return List.copyOf(programs);
    }

    /** How many serve now. */
    long attached() {
        return programs.stream().filter(HostedProgram::attached).count();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new FileInputStream(hub.toFile()), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); !line.equals(NO_MORE); line = lines.readLine()) {
                HostedProgram program =
                        new HostedProgram(programs.size() + 1, line, directory, work);
                programs.add(program);
                program.start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        keeper.write((NO_MORE + "\n").getBytes(StandardCharsets.UTF_8));
        keeper.close();
    }
}
