package org.dsp.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dsp.core.config.GroupMember;
import org.dsp.core.config.GroupSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the listed members are: what their names mean now. A name that has no address is asked for
 * again; one that had one keeps it until it has another. Any thread.
 */
final class MemberAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(MemberAddresses.class);

    /** What a name means; may block. */
    @FunctionalInterface
    interface Resolver {
        InetAddress resolve(String name) throws UnknownHostException;
    }

    private final GroupSettings settings;
    private final Resolver resolver;
    private final Map<String, InetAddress> addresses = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private volatile List<InetSocketAddress> known = List.of();

    /**
     * @param settings whose members are meant
     */
    MemberAddresses(GroupSettings settings, Resolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
    }

    /** Those that are known, in the order of the list. */
    List<InetSocketAddress> known() {
        return known;
    }

    /** Asks for all names; blocks as long as the resolver does. */
    synchronized void resolve() {
        List<InetSocketAddress> found = new ArrayList<>();
        for (GroupMember member : settings.members()) {
            ask(member.address());
            InetAddress address = addresses.get(member.address());
            if (address != null) {
                found.add(new InetSocketAddress(address, settings.groupPort(member.node())));
            }
        }
        known = List.copyOf(found);
    }

    private void ask(String name) {
        try {
            InetAddress address = resolver.resolve(name);
            addresses.put(name, address);
            if (unknown.remove(name)) {
                LOG.info("{} is {} now: its members are looked for", name, address);
            }
        } catch (UnknownHostException e) {
            if (!addresses.containsKey(name) && unknown.add(name)) {
                LOG.warn("{} has no address: its members are looked for when it has one", name);
            }
        }
    }
}
