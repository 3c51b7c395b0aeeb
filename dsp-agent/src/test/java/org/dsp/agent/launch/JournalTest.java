package org.dsp.agent.launch;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir private Path directory;

    private static JournalEntry before() {
        return new JournalEntry("ftp", 0, 21, "boot-1", Mark.ofToken(Orders.token(1), 17));
    }

    private static JournalEntry after(JournalEntry before) {
        return before.with(
                new Mark(before.mark().token(), OptionalLong.of(5), 17, OptionalLong.of(18)));
    }

    @Test
    void whatIsWrittenIsReadByTheNextDaemon() {
        JournalEntry one = before();
        JournalEntry two = after(before());
        Journal journal = new Journal(directory);
        journal.put("1", one);
        journal.put("2", before());
        journal.put("2", two);

        assertThat(new Journal(directory).leftovers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("1", one, "2", two));
        assertThat(two.label())
                .isEqualTo("the program of service ftp on endpoint 21 of container 0");
    }

    @Test
    void whatIsRemovedIsGoneAndNothingElseStays() throws IOException {
        Journal journal = new Journal(directory);
        journal.put("1", before());
        journal.remove("1");
        journal.remove("1");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void halfAnEntryIsNoneAndIsRemoved() throws IOException {
        String text = before().text();
        Files.writeString(directory.resolve("7.run"), text.substring(0, text.length() - 8));
        Files.writeString(directory.resolve("8.run.new"), "half");

        assertThat(new Journal(directory).leftovers()).isEmpty();
        assertThat(directory.resolve("7.run")).doesNotExist();
    }

    @Test
    void anEntryThatCannotBeWrittenIsAnErrorBeforeTheFork() {
        Journal journal = new Journal(directory.resolve("absent"));
        assertThatThrownBy(() -> journal.put("1", before()))
                .isInstanceOf(LaunchException.class)
                .hasMessageStartingWith("the journal cannot be written: ");
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        new Journal(directory).put("1", before());
        assertThat(Files.getPosixFilePermissions(directory.resolve("1.run")))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }
}
