package org.dsp.sim.group;

import java.util.ArrayList;
import java.util.List;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Wires;

/** A group of members that only write down what they hear. */
final class Lab {
    final Events events = new Events();
    final Wires wires;
    final Group group;
    final List<Member> members = new ArrayList<>();

    Lab(long seed, int machines) {
        Dice dice = new Dice(seed);
        wires = new Wires(events, dice.fork(), machines);
        group = new Group(events, wires, dice.fork(), GroupTimes.DEFAULT);
    }

    /** A lab whose members are all in one view. */
    static Lab formed(long seed, int machines) {
        Lab lab = new Lab(seed, machines);
        for (int machine = 0; machine < machines; machine++) {
            lab.start(machine);
        }
        lab.run(10);
        return lab;
    }

    Member start(int machine) {
        Member member = new Member();
        member.participant = group.join(machine, member);
        members.add(member);
        return member;
    }

    Member member(int index) {
        return members.get(index);
    }

    void run(long seconds) {
        events.runUntil(events.now() + seconds * Events.SECOND);
    }

    void runMillis(long millis) {
        events.runUntil(events.now() + millis * Events.MS);
    }

    /** Cuts everything between the first {@code size} machines and the others. */
    void split(int size) {
        lines(size, true);
    }

    void heal(int size) {
        lines(size, false);
    }

    private void lines(int size, boolean cut) {
        for (int a = 0; a < size; a++) {
            for (int b = size; b < wires.machines(); b++) {
                line(a, b, cut);
                line(b, a, cut);
            }
        }
    }

    void line(int from, int to, boolean cut) {
        if (cut) {
            wires.cut(from, to);
        } else {
            wires.heal(from, to);
        }
    }

    /** What one member hears. */
    static final class Member implements GroupListener {
        Participant participant;
        final List<SimView> views = new ArrayList<>();
        final List<Object> heard = new ArrayList<>();
        final List<Participant> from = new ArrayList<>();

        @Override
        public void viewInstalled(SimView view) {
            views.add(view);
        }

        @Override
        public void received(Participant sender, Object message) {
            heard.add(message);
            from.add(sender);
        }

        SimView view() {
            return participant.view().orElseThrow();
        }

        /** Numbers of the machines in its view, by seniority. */
        List<Integer> machines() {
            return view().members().stream().map(Participant::machine).toList();
        }

        /** What it heard of one sender. */
        List<Object> heardOf(Member sender) {
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < heard.size(); i++) {
                if (from.get(i) == sender.participant) {
                    all.add(heard.get(i));
                }
            }
            return all;
        }
    }
}
