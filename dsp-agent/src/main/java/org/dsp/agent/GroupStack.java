package org.dsp.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.dsp.core.config.GroupSettings;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.PING;
import org.jgroups.protocols.RSVP;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.UDP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * The protocols of the group, put together here rather than in XML: every member has the same ones,
 * and a daemon's times are not for each machine to choose.
 */
final class GroupStack {
    /**
     * What one member may have on its way to another, in bytes of payload. Not more than {@link
     * #QUEUE} of the smallest messages: the transport drops what its queue cannot hold, without a
     * word.
     */
    static final int CREDITS = 1_000_000;

    /** Messages in the transport's queue. */
    static final int QUEUE = 65_536;

    /** No message of ours is smaller, in bytes: {@code CREDITS / LEAST} fit the queue. */
    static final int LEAST = 16;

    /**
     * Largest message, in bytes, that travels whole; larger ones are cut and put together again.
     */
    private static final int FRAGMENT = 60_000;

    private static final long JOIN_TIMEOUT_MS = 500;
    private static final long MERGE_MIN_MS = 1000;
    private static final long MERGE_MAX_MS = 3000;
    private static final long HEARTBEAT_MS = 1000;
    private static final long VERIFY_MS = 500;
    private static final int CONNECT_MS = 300;

    /** How long one that leaves waits until all have what it said last. */
    static final long HEARD_MS = 1000;

    private static final long HEARD_AGAIN_MS = 300;

    /** Hops of a multicast: within a site. */
    private static final int TTL = 8;

    private static final int MOST_THREADS = 32;

    private GroupStack() {}

    /**
     * A channel that is not connected yet.
     *
     * @param resolver of the names of members
     * @throws GroupException if an address of {@code options} cannot be used
     */
    static JChannel channel(GroupOptions options, MemberAddresses.Resolver resolver) {
        try {
            JChannel channel = new JChannel(protocols(options, resolver));
            // It would answer whoever asks, with all that a member knows.
            channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
            return channel;
        } catch (GroupException e) {
            throw e;
        } catch (Exception e) {
            throw new GroupException("the group's protocols cannot start: " + e.getMessage(), e);
        }
    }

    private static List<Protocol> protocols(GroupOptions options, MemberAddresses.Resolver resolver)
            throws Exception {
        InetAddress address = address(options.settings().address());
        Protocol discovery =
                options.multicast()
                        ? new PING()
                        : new MemberDiscovery(new MemberAddresses(options.settings(), resolver));
        return List.of(
                transport(options, address),
                discovery,
                new MERGE3().setMinInterval(MERGE_MIN_MS).setMaxInterval(MERGE_MAX_MS),
                new FD_SOCK2()
                        .setBindAddress(address)
                        .setOffset(options.fdOffset())
                        .setPortRange(0),
                new FD_ALL3()
                        .setTimeout(GroupSettings.SILENCE.toMillis())
                        .setInterval(HEARTBEAT_MS),
                new VERIFY_SUSPECT2().setTimeout(VERIFY_MS),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new GMS().printLocalAddress(false).setJoinTimeout(JOIN_TIMEOUT_MS),
                new MFC().setMaxCredits(CREDITS),
                new UFC().setMaxCredits(CREDITS),
                new FRAG2().setFragSize(FRAGMENT),
                new RSVP().setTimeout(HEARD_MS).setResendInterval(HEARD_AGAIN_MS));
    }

    private static TP transport(GroupOptions options, InetAddress address) throws Exception {
        TP transport =
                options.multicast()
                        ? multicast(options.settings())
                        : new GroupTcp().setSockConnTimeout(CONNECT_MS);
        transport
                .setBindAddress(address)
                .setBindPort(options.port())
                .setPortRange(0)
                .setBundler(new SendQueue());
        // They pin their carriers before JDK 24.
        transport.useVirtualThreads(false);
        transport.getThreadPool().setMaxThreads(MOST_THREADS);
        return transport;
    }

    private static UDP multicast(GroupSettings settings) {
        return new UDP()
                .setMulticastAddress(address(settings.multicastAddress()))
                .setMulticastPort(settings.multicastPort())
                .setMulticastTTL(TTL);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new GroupException("address " + text + " is no address", e);
        }
    }
}
