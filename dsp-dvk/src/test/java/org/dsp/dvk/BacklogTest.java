package org.dsp.dvk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final long KB = 1024;

    private final Backlog backlog = new Backlog(400 * KB);
    private final List<String> expelled = new ArrayList<>();

    @Test
    void belowTheCommonBoundNobodyIsClosed() {
        Connection a = new Connection("a");
        Connection b = new Connection("b");

        a.flush(200 * KB, 0);
        b.flush(200 * KB, 0);

        assertThat(expelled).isEmpty();
    }

    @Test
    void aboveItTheOneThatHasTakenNothingForLongestGoesFirst() {
        Connection reader = new Connection("reader");
        Connection silent = new Connection("silent");
        Connection other = new Connection("other");
        reader.flush(150 * KB, 10);
        silent.flush(150 * KB, 0);
        reader.flush(150 * KB, 20);

        other.flush(150 * KB, 0);

        assertThat(expelled).containsExactly("silent");
    }

    @Test
    void asManyAsNeededGo() {
        Connection a = new Connection("a");
        Connection b = new Connection("b");
        a.flush(150 * KB, 0);
        b.flush(150 * KB, 0);

        new Connection("c").flush(390 * KB, 0);

        assertThat(expelled).containsExactly("a", "b");
    }

    @Test
    void whoHasReadOrEndedMeanwhileDoesNotCount() {
        Connection drained = new Connection("drained");
        Connection ended = new Connection("ended");
        drained.flush(200 * KB, 0);
        ended.flush(200 * KB, 0);
        drained.waiting = 0;
        backlog.gone(ended.member);

        new Connection("c").flush(390 * KB, 0);

        assertThat(expelled).isEmpty();
    }

    private final class Connection implements Backlog.Slow {
        private final String name;
        private final Backlog.Member member = backlog.member(this);
        private long waiting;
        private long taken;

        Connection(String name) {
            this.name = name;
        }

        void flush(long nowWaiting, long nowTaken) {
            waiting = nowWaiting;
            taken = nowTaken;
            backlog.flushed(member);
        }

        @Override
        public long waitingBytes() {
            return waiting;
        }

        @Override
        public long takenBytes() {
            return taken;
        }

        @Override
        public void expel(String why) {
            assertThat(why).contains("does not read");
            expelled.add(name);
        }
    }
}
