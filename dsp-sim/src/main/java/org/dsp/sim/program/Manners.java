package org.dsp.sim.program;

import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;

/**
 * What a started program does.
 *
 * @param start how it begins
 * @param startsAfter from its first instruction to its bind, in ns
 * @param ignoresTerm it ends by SIGKILL only
 * @param endsAfter from its bind to its own end, in ns; {@code Long.MAX_VALUE} = it stays
 */
public record Manners(Start start, long startsAfter, boolean ignoresTerm, long endsAfter) {
    /** How a program begins. */
    public enum Start {
        /** Binds what it was told to, then receives. */
        GOOD,
        /** There is no such file. */
        MISSING,
        /** Ends before it binds. */
        EXITS,
        /** Never binds. */
        HANGS,
        /** Binds another endpoint than it was told to. */
        ELSEWHERE,
        /** Its first process ends, another one binds. */
        BACKGROUND
    }

    /** Serves for as long as it is wanted. */
    public static final Manners PLAIN =
            new Manners(Start.GOOD, 50 * Events.MS, false, Long.MAX_VALUE);

    /** Ends at once. */
    public static final Manners FAILING =
            new Manners(Start.EXITS, Events.MS, false, Long.MAX_VALUE);

    private static final int BAD = 20;
    private static final int LATE = 3;

    /** Any: most are good. */
    public static Manners any(Dice dice) {
        Start[] all = Start.values();
        Start start = dice.chance(BAD) ? all[dice.below(all.length)] : Start.GOOD;
        boolean late = dice.chance(LATE);
        return new Manners(
                start,
                dice.between(Events.MS, late ? 6 * Events.SECOND : 300 * Events.MS),
                dice.chance(BAD),
                dice.chance(BAD) ? dice.between(0, 10 * Events.SECOND) : Long.MAX_VALUE);
    }
}
