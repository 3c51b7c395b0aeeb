package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedDirectoryTest {
    @TempDir private Path temp;
    private Path root;
    private Path outside;
    private ServedDirectory served;

    @BeforeEach
    void serve() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        served = ServedDirectory.at(root, false);
    }

    private static RemotePath path(String text) {
        return RemotePath.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private String read(String name) throws IOException {
        ServedFiles.Source source = served.open(path(name));
        try {
            ByteBuffer into = ByteBuffer.allocate(100);
            source.read(0, into);
            assertThat(source.size()).isEqualTo(into.position());
            return new String(into.array(), 0, into.position(), StandardCharsets.UTF_8);
        } finally {
            source.close();
        }
    }

    private void write(String name, String text) throws IOException {
        ServedFiles.Target target = served.create(path(name));
        target.write(0, bytes(text));
        target.commit();
    }

    private void readRefused(String name, ErrorCode code) {
        assertRefused(() -> served.open(path(name)), code);
    }

    private void writeRefused(String name, ErrorCode code) throws IOException {
        List<Path> before = everything();
        assertRefused(() -> served.create(path(name)), code);
        assertThat(everything()).isEqualTo(before);
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .satisfies(
                        e -> {
                            Refusal refusal =
                                    e instanceof IOException io
                                            ? DiskErrors.refusal(io)
                                            : (Refusal) e;
                            assertThat(refusal.code()).isEqualTo(code);
                        });
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.sorted().toList();
        }
    }

    @Test
    void filesBelowItAreReadAndWritten() throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        write("a/b/f", "hello");
        assertThat(read("a/b/f")).isEqualTo("hello");
        assertThat(read("./a//b/f")).isEqualTo("hello");
        assertThat(everything()).hasSize(7);
    }

    @Test
    void namesMayBeOfAnyAlphabet() throws IOException {
        write("Grüße 世界 \uD83C\uDF89", "hello");
        assertThat(read("Grüße 世界 \uD83C\uDF89")).isEqualTo("hello");
        assertThat(Files.readString(root.resolve("Grüße 世界 \uD83C\uDF89"))).isEqualTo("hello");
    }

    @Test
    void whatIsNotThereIsNotThere() throws IOException {
        readRefused("a", ErrorCode.EDVSNOENT);
        readRefused("a/b", ErrorCode.EDVSNOENT);
        writeRefused("a/b", ErrorCode.EDVSNOENT);
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        write("f", "x");
        readRefused("f/x", ErrorCode.EDVSBADDIR);
        writeRefused("f/x", ErrorCode.EDVSBADDIR);
    }

    @Test
    void aDirectoryIsNoFile() throws IOException {
        Files.createDirectory(root.resolve("d"));
        readRefused("d", ErrorCode.EDVSBADFILE);
        writeRefused("d", ErrorCode.EDVSBADFILE);
    }

    @Test
    void linksThatLeadOutAreRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("dir"), outside);
        Files.createSymbolicLink(root.resolve("up"), Path.of("../outside/secret"));
        Files.createSymbolicLink(root.resolve("self"), Path.of(".."));
        for (String name : List.of("file", "dir/secret", "up", "self/outside/secret")) {
            readRefused(name, ErrorCode.EDVSACCES);
            writeRefused(name, ErrorCode.EDVSACCES);
        }
        writeRefused("dir/new", ErrorCode.EDVSACCES);
        assertThat(Files.readString(outside.resolve("secret"))).isEqualTo("secret");
    }

    @Test
    void aDirectoryWhoseNameBeginsLikeTheServedOneIsOutside() throws IOException {
        Path sibling = Files.createDirectory(temp.resolve("root-2"));
        Files.writeString(sibling.resolve("f"), "x");
        Files.createSymbolicLink(root.resolve("l"), sibling.resolve("f"));
        readRefused("l", ErrorCode.EDVSACCES);
    }

    @Test
    void linksThatStayInsideAreFollowed() throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        write("a/b/f", "old");
        Files.createSymbolicLink(root.resolve("l"), Path.of("a/b/f"));
        Files.createSymbolicLink(root.resolve("d"), Path.of("a/b"));
        Files.createSymbolicLink(root.resolve("round"), Path.of("../root/a/b/f"));
        assertThat(read("l")).isEqualTo("old");
        assertThat(read("round")).isEqualTo("old");
        write("l", "new");
        assertThat(Files.isSymbolicLink(root.resolve("l"))).isTrue();
        assertThat(read("a/b/f")).isEqualTo("new");
        write("d/g", "there");
        assertThat(read("a/b/g")).isEqualTo("there");
    }

    @Test
    void linksThatLeadNowhereOrRoundAndRoundAreRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("dead"), Path.of("nothing"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        readRefused("dead", ErrorCode.EDVSNOENT);
        writeRefused("dead", ErrorCode.EDVSACCES);
        readRefused("loop", ErrorCode.EDVSACCES);
        writeRefused("loop", ErrorCode.EDVSACCES);
    }

    @Test
    void aServedDirectoryMayBeALinkItself() throws IOException {
        Files.writeString(root.resolve("f"), "x");
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);
        served = ServedDirectory.at(link, false);
        assertThat(served.root()).isEqualTo(root.toRealPath());
        assertThat(read("f")).isEqualTo("x");
    }

    @Test
    void devicesAndFifosAreRefusedAtOnce() throws IOException, InterruptedException {
        int status =
                new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor();
        assertThat(status).isZero();
        readRefused("fifo", ErrorCode.EDVSBADFILE);
        writeRefused("fifo", ErrorCode.EDVSBADFILE);
        served = ServedDirectory.at(Path.of("/dev"), false);
        readRefused("null", ErrorCode.EDVSBADFILE);
        readRefused("zero", ErrorCode.EDVSBADFILE);
        assertRefused(() -> served.create(path("null")), ErrorCode.EDVSBADFILE);
    }

    @Test
    void aReadOnlyServerRefusesToWrite() throws IOException {
        write("f", "x");
        served = ServedDirectory.at(root, true);
        writeRefused("f", ErrorCode.EDVSACCES);
        writeRefused("g", ErrorCode.EDVSACCES);
        assertThat(read("f")).isEqualTo("x");
    }

    @Test
    void aFileIsUnseenUntilItIsComplete() throws IOException {
        write("f", "old");
        ServedFiles.Target target = served.create(path("f"));
        target.write(0, bytes("new"));
        assertThat(read("f")).isEqualTo("old");
        target.commit();
        assertThat(read("f")).isEqualTo("new");
        target.discard();
        assertThat(read("f")).isEqualTo("new");
        assertThat(everything()).hasSize(5);
    }

    @Test
    void whatIsDiscardedLeavesNothing() throws IOException {
        List<Path> before = everything();
        ServedFiles.Target target = served.create(path("f"));
        target.write(0, bytes("new"));
        assertThat(everything()).hasSize(before.size() + 1);
        target.discard();
        target.discard();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aPartialFileThatSomebodyRemovedIsNoErrorWhenDiscarded() throws IOException {
        ServedFiles.Target target = served.create(path("f"));
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.toList()) {
                assertThat(PartialNames.isPartial(file.getFileName().toString())).isTrue();
                Files.delete(file);
            }
        }
        target.discard();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void whoReadsAFileThatIsReplacedReadsTheOldOneToItsEnd() throws IOException {
        write("f", "old");
        ServedFiles.Source source = served.open(path("f"));
        write("f", "newer");
        ByteBuffer into = ByteBuffer.allocate(10);
        source.read(0, into);
        source.close();
        assertThat(new String(into.array(), 0, into.position(), StandardCharsets.UTF_8))
                .isEqualTo("old");
    }

    @Test
    void readingAfterTheEndReadsNothing() throws IOException {
        write("f", "abc");
        ServedFiles.Source source = served.open(path("f"));
        ByteBuffer into = ByteBuffer.allocate(10);
        source.read(2, into);
        assertThat(into.position()).isEqualTo(1);
        into.clear();
        source.read(3, into);
        source.read(1L << 40, into);
        assertThat(into.position()).isZero();
        source.close();
    }

    @Test
    void aReplacedFileKeepsItsPermissions() throws IOException {
        write("f", "old");
        Files.setPosixFilePermissions(
                root.resolve("f"), PosixFilePermissions.fromString("rw-rw----"));
        write("f", "new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("f"))))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aDirectoryThatBecomesALinkMeanwhileDoesNotLeadOut() throws IOException {
        Path dir = Files.createDirectory(root.resolve("d"));
        write("d/f", "inside");
        Files.writeString(outside.resolve("f"), "outside");
        ServedFiles.Target target = served.create(path("d/f"));
        target.write(0, bytes("new"));
        Files.move(dir, root.resolve("moved"));
        Files.createSymbolicLink(dir, outside);
        target.commit();
        assertThat(Files.readString(outside.resolve("f"))).isEqualTo("outside");
        assertThat(Files.readString(root.resolve("moved/f"))).isEqualTo("new");
    }

    @Test
    void nothingButADirectoryCanBeServed() throws IOException {
        Path file = Files.writeString(temp.resolve("f"), "x");
        assertThatThrownBy(() -> ServedDirectory.at(file, false)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ServedDirectory.at(temp.resolve("none"), false))
                .isInstanceOf(NoSuchFileException.class);
    }
}
