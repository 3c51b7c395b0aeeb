package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ChannelLogTest {
    private static final long SECOND = 1_000_000_000L;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(PeerChannel.class);

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void aPeerCausesAtMostOneLineASecondAndTheSameOneOnceAMinute() {
        ChannelLog log = new ChannelLog(2);
        for (int ms = 0; ms < 120_000; ms += 10) {
            log.warn("the same", ms * SECOND / 1000);
        }
        assertThat(lines.list).hasSize(2);
        lines.list.clear();
        for (int ms = 120_000; ms < 130_000; ms += 10) {
            log.warn("number " + ms, ms * SECOND / 1000);
        }
        assertThat(lines.list).hasSize(10);
        assertThat(log.last()).hasValue("number 129990");
    }

    @Test
    void aMalformedFrameIsOneLine() {
        Scripted node = new Scripted();
        Scripted.Both both = node.up();
        node.channel.malformed(both.in(), "c_cmd is no known command", node.now);
        node.channel.malformed(both.in(), "c_cmd is no known command", node.now);
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage())
                .isEqualTo("peer 2: malformed: c_cmd is no known command");
    }
}
