package org.dsp.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.FieldsBuilder;

/** A request with as many answers as a test gives it; any thread. */
final class FakeFeed implements AdminFeed {
    private final AtomicInteger left = new AtomicInteger();
    private final int bytes;
    private volatile Optional<AdminAnswer> last = Optional.empty();
    private volatile Runnable more = () -> {};
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    /**
     * @param bytes of each answer
     */
    FakeFeed(int bytes) {
        this.bytes = bytes;
    }

    /** There are so many answers more. */
    void give(int answers) {
        left.addAndGet(answers);
        more.run();
    }

    /** And this is the end of it. */
    void giveLast(AdminAnswer answer) {
        last = Optional.of(answer);
        more.run();
    }

    /** How many answers were asked for and given. */
    int told() {
        return told.get();
    }

    /** How often it was told that the tool is gone. */
    int ends() {
        return ends.get();
    }

    @Override
    public void begin(Runnable asksAgain) {
        more = asksAgain;
        give(1);
    }

    @Override
    public Optional<AdminAnswer> next() {
        if (left.get() == 0) {
            return last;
        }
        left.decrementAndGet();
        told.incrementAndGet();
        return Optional.of(
                AdminAnswer.of(
                        new FieldsBuilder()
                                .with("number", told.get())
                                .with("text", "x".repeat(bytes))
                                .build()));
    }

    @Override
    public void end() {
        ends.incrementAndGet();
    }

    @Override
    public Duration patience() {
        return PLAIN.patience();
    }

    @Override
    public AdminAnswer late() {
        return PLAIN.late();
    }
}
