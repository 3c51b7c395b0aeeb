package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.StoredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStoreTest {
    private static final StoredConfig CONFIG = config(3, "server one { nodeid 1; };\n# \u00e9\n");

    @TempDir Path dir;
    private ConfigStore store;

    @BeforeEach
    void store() {
        store = new ConfigStore(dir.resolve("made/here"), 7);
    }

    private static StoredConfig config(long counter, String text) {
        return new StoredConfig(
                new ConfigEpoch(-1, counter, Long.MIN_VALUE),
                List.of(5L, -5L),
                new ConfigText("a b\n.cfg", text));
    }

    @Test
    void whatWasSavedLastIsLoaded() {
        assertThat(store.load()).isEmpty();

        store.save(CONFIG);
        assertThat(store.load()).contains(CONFIG);

        StoredConfig next = config(4, "");
        store.save(next);
        assertThat(store.load()).contains(next);
        assertThat(new ConfigStore(dir.resolve("made/here"), 8).load()).isEmpty();
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        store.save(CONFIG);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDraftThatADeathLeftIsInNobodysWay() throws IOException {
        store.save(CONFIG);
        Files.writeString(store.file().resolveSibling("node7.config.new"), "half");

        assertThat(store.load()).contains(CONFIG);
        StoredConfig next = config(4, "b");
        store.save(next);
        assertThat(store.load()).contains(next);
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldOne() throws IOException {
        store.save(CONFIG);
        // A directory in the draft's place: nobody can write it, root neither.
        Files.createDirectories(store.file().resolveSibling("node7.config.new/x"));

        assertThatThrownBy(() -> store.save(config(4, "b")))
                .isInstanceOf(ConfigStoreException.class)
                .hasMessageContaining("node7.config cannot be written");
        assertThat(store.load()).contains(CONFIG);
    }

    @Test
    void everyFileThatIsCutOffOrChangedIsRefused() throws IOException {
        store.save(CONFIG);
        byte[] bytes = Files.readAllBytes(store.file());

        for (int length = 0; length < bytes.length; length++) {
            refused(java.util.Arrays.copyOf(bytes, length));
        }
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            refused(changed);
        }
    }

    private void refused(byte[] bytes) throws IOException {
        Files.write(store.file(), bytes);
        assertThatThrownBy(() -> store.load())
                .isInstanceOf(ConfigStoreException.class)
                .hasMessageContaining("node7.config cannot be read");
    }

    @Property(tries = 200)
    void everyTextComesBackAsItWas(
            @ForAll long cluster, @ForAll @LongRange(min = 1) long counter, @ForAll String text) {
        String line = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        StoredConfig config =
                new StoredConfig(
                        new ConfigEpoch(cluster == 0 ? 1 : cluster, counter, cluster),
                        List.of(),
                        new ConfigText(line.length() > 300 ? "x" : line, line));

        assertThat(StoredText.parse(StoredText.bytes(config))).isEqualTo(config);
    }
}
