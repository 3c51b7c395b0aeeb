package org.dsp.bench.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.dsp.core.kernel.Services;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

/** What is measured as a hit is one: each step finds its session and rewrites the frame. */
class OpenSessionsTest {
    private final OpenSessions sessions = new OpenSessions();

    @Test
    void aRequestOfAnOpenSessionLeavesForTheNodeThatHasIt() {
        ofEachSession(
                OpenSessions::clientOut,
                frame -> {
                    assertThat(frame.dnode()).isEqualTo(RoutingNode.SERVERS);
                    assertThat(frame.has(ProxyHeader.FLAG_CHECK_HDR)).isTrue();
                    assertThat(frame.has(ProxyHeader.FLAG_OPENS)).isFalse();
                    return frame.session();
                });
    }

    @Test
    void whereItArrivesItIsAddressedToTheSessionsProgram() {
        ofEachSession(
                OpenSessions::serverIn,
                frame -> {
                    assertThat(frame.dst()).isEqualTo(RoutingNode.SERVICE);
                    assertThat(frame.dstGen()).isNotZero();
                    return frame.session();
                });
    }

    @Test
    void theReplyLeavesForTheClientsNode() {
        ofEachSession(
                OpenSessions::serverOut,
                frame -> {
                    assertThat(frame.dnode()).isEqualTo(RoutingNode.CLIENTS);
                    assertThat(frame.has(ProxyHeader.FLAG_CHECK_HDR)).isTrue();
                    return frame.session();
                });
    }

    @Test
    void whereItArrivesItComesFromTheService() {
        ofEachSession(
                OpenSessions::clientIn,
                frame -> {
                    assertThat(frame.snode()).isEqualTo(Services.SERVICES);
                    assertThat(frame.srcGen()).isEqualTo(Services.GENERATION);
                    return frame.session();
                });
    }

    private void ofEachSession(
            Function<OpenSessions, ProxyHeader> step, Function<ProxyHeader, Long> session) {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < OpenSessions.COUNT; i++) {
            seen.add(session.apply(step.apply(sessions)));
        }
        assertThat(seen).hasSize(OpenSessions.COUNT).doesNotContain(0L);
    }
}
