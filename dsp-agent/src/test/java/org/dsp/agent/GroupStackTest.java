package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.dsp.core.config.GroupSettings;
import org.jgroups.JChannel;
import org.jgroups.protocols.BaseBundler;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.junit.jupiter.api.Test;

/** The times and bounds that the promises of a group rest on. */
class GroupStackTest {
    private static final GroupOptions OPTIONS =
            new GroupOptions(false, GroupSettings.defaults("127.0.0.1"), 7);

    @Test
    void whoDiesIsSeenByItsSocketAndWhoIsSilentAfterSixSeconds() {
        try (JChannel channel = GroupStack.channel(OPTIONS, InetAddress::getByName)) {
            FD_SOCK2 sockets = channel.getProtocolStack().findProtocol(FD_SOCK2.class);
            assertThat(sockets.getBindAddress().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(sockets.getOffset()).isEqualTo(600);
            assertThat(sockets.getPortRange()).isZero();

            FD_ALL3 heartbeats = channel.getProtocolStack().findProtocol(FD_ALL3.class);
            assertThat(heartbeats.getTimeout()).isEqualTo(6000);
            assertThat(heartbeats.getInterval()).isEqualTo(1000);
            VERIFY_SUSPECT2 verify = channel.getProtocolStack().findProtocol(VERIFY_SUSPECT2.class);
            assertThat(verify.getTimeout()).isEqualTo(500);
            MERGE3 merge = channel.getProtocolStack().findProtocol(MERGE3.class);
            assertThat(merge.getMinInterval()).isEqualTo(1000);
            assertThat(merge.getMaxInterval()).isEqualTo(3000);
        }
    }

    @Test
    void nothingIsOpenedThatNobodyAskedFor() {
        try (JChannel channel = GroupStack.channel(OPTIONS, InetAddress::getByName)) {
            TP transport = channel.getProtocolStack().getTransport();
            assertThat(transport.getDiagnosticsHandler().isEnabled()).isFalse();
            assertThat(transport.useVirtualThreads()).isFalse();
            assertThat(transport.getBindPort()).isEqualTo(7807);
            assertThat(transport.getPortRange()).isZero();
        }
    }

    @Test
    void theTransportsQueueHoldsWhatTheCreditsAllow() {
        for (boolean multicast : new boolean[] {false, true}) {
            GroupOptions options = new GroupOptions(multicast, OPTIONS.settings(), 7);
            try (JChannel channel = GroupStack.channel(options, InetAddress::getByName)) {
                BaseBundler bundler =
                        (BaseBundler) channel.getProtocolStack().getTransport().getBundler();
                MFC toAll = channel.getProtocolStack().findProtocol(MFC.class);
                UFC toOne = channel.getProtocolStack().findProtocol(UFC.class);

                assertThat(toAll.getMaxCredits() / GroupStack.LEAST)
                        .isLessThanOrEqualTo(bundler.getCapacity());
                assertThat(toOne.getMaxCredits()).isEqualTo(toAll.getMaxCredits());
            }
        }
    }

    @Test
    void everyMemberHasTheSameProtocolsButForTheTransport() {
        assertThat(protocols(false).subList(2, 14)).isEqualTo(protocols(true).subList(2, 14));
        assertThat(protocols(true)).startsWith("UDP", "PING");
        assertThat(protocols(false)).startsWith("GroupTcp", "MemberDiscovery");
    }

    private static List<String> protocols(boolean multicast) {
        GroupOptions options = new GroupOptions(multicast, OPTIONS.settings(), 7);
        try (JChannel channel = GroupStack.channel(options, InetAddress::getByName)) {
            List<String> names =
                    channel.getProtocolStack().getProtocols().stream()
                            .map(protocol -> protocol.getName().replaceFirst(".*\\.", ""))
                            .toList();
            // From the top down; the transport is the last.
            String[] fromBelow = new String[names.size()];
            Arrays.setAll(fromBelow, i -> names.get(names.size() - 1 - i));
            return List.of(fromBelow);
        }
    }
}
