package org.dsp.config;

import java.util.List;
import java.util.Optional;
import org.dsp.core.config.Container;
import org.dsp.core.config.IntRange;
import org.dsp.ipc.Limits;

/** A {@code container} block. */
final class ContainerReader {
    private static final IntRange WIDEST =
            new IntRange(1, Container.TASKS.max() + Container.PROCS.max() - 1);

    private final Block block;
    private final BlockReader reader;

    ContainerReader(Block block, BlockReader reader) {
        this.block = block;
        this.reader = reader;
    }

    Optional<Container> read() {
        if (block.name().length() > Container.NAME_MAX) {
            reader.error(
                    "",
                    "the name of " + block.label() + " is too long",
                    "allowed at most " + Container.NAME_MAX + " characters");
        }
        int dcid = reader.integer("dcid", Container.IDS).orElse(Container.DEFAULT.dcid());
        List<Integer> nodes = NodeSet.read(reader, "nodes");
        Optional<Limits> limits = limits();
        reader.finish();
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(new Container(block.name(), dcid, nodes, limits.orElseThrow()));
    }

    private Optional<Limits> limits() {
        int tasks = reader.integer("nr_tasks", Container.TASKS).orElse(Limits.DEFAULT.tasks());
        int procs = reader.integer("nr_procs", Container.PROCS).orElse(Limits.DEFAULT.procs());
        int sysprocs = reader.integer("nr_sysprocs", WIDEST).orElse(Limits.DEFAULT.sysprocs());
        if (reader.faulty()) {
            return Optional.empty();
        }
        IntRange between = new IntRange(tasks + 1, tasks + procs - 1);
        if (!between.contains(sysprocs)) {
            String wrong =
                    "nr_sysprocs %d of %s does not go with nr_tasks %d and nr_procs %d"
                            .formatted(sysprocs, block.label(), tasks, procs);
            reader.error("nr_sysprocs", wrong, "allowed " + between);
            return Optional.empty();
        }
        return Optional.of(new Limits(tasks, procs, sysprocs));
    }
}
