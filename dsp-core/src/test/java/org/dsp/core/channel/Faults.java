package org.dsp.core.channel;

import java.util.List;

/** What may go wrong in a {@link World}. */
final class Faults {
    private final World world;
    private final Choices choices;

    Faults(World world) {
        this.world = world;
        this.choices = world.choices();
    }

    /** One fault, somewhere. */
    void one() {
        TestNode node = choices.below(2) == 0 ? world.a : world.b;
        List<Link.End> ends = world.ends();
        Link.End end = ends.isEmpty() ? null : ends.get(choices.below(ends.size()));
        switch (choices.below(14)) {
            case 0, 1 -> cut(end);
            case 2 -> half(end);
            case 3 -> lost(end);
            case 4 -> restart(node, false);
            case 5 -> restart(node, true);
            case 6, 7 -> node.refuseConnections(choices.below(2) == 0);
            case 8, 9, 10 -> socket(end);
            case 11 -> acceptedTwice();
            case 12 -> swallow(end);
            default -> malformed(end);
        }
    }

    /** No new faults; what is half-open stays so until it is noticed. */
    void stop() {
        world.a.refuseConnections(false);
        world.b.refuseConnections(false);
        world.ends().forEach(end -> end.setWritable(true, world.now()));
    }

    /** Anything up to all of what is on its way is lost, each side hears of it in its own time. */
    private void cut(Link.End end) {
        if (end != null) {
            end.cut(choices.below(end.waiting() + 1));
            end.other().cut(choices.below(end.other().waiting() + 1));
        }
    }

    private static void half(Link.End end) {
        if (end != null) {
            end.deafen();
        }
    }

    /** One side gives up; what it wrote may arrive late, beside a newer connection's. */
    private void lost(Link.End end) {
        if (end != null) {
            end.lost(world.now());
        }
    }

    private void restart(TestNode node, boolean goodbye) {
        if (goodbye) {
            node.channel().close(world.now());
        }
        for (Link.End end : world.ends()) {
            if (end.node() == node) {
                end.close("dead");
            }
        }
        node.die();
        node.start(world.settings(node == world.a ? 1 : 2));
    }

    /** No network does this; a peer with a fault might. */
    private static void swallow(Link.End end) {
        if (end != null) {
            end.swallow();
        }
    }

    private void acceptedTwice() {
        List<Link> links = world.links();
        if (!links.isEmpty()) {
            world.acceptTwice(links.get(choices.below(links.size())));
        }
    }

    private void socket(Link.End end) {
        if (end != null) {
            end.setWritable(choices.below(2) == 0, world.now());
        }
    }

    private void malformed(Link.End end) {
        if (end != null) {
            end.node().channel().malformed(end, "noise", world.now());
        }
    }
}
