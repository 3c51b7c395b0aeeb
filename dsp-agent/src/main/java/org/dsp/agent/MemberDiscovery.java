package org.dsp.agent;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.Address;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCPPING;
import org.jgroups.util.Responses;

/**
 * Looks for members at the addresses that their names have now: JGroups itself asks for a name once
 * where the hosts are not given as text, and for one that it knows never again.
 */
final class MemberDiscovery extends TCPPING {
    private final MemberAddresses addresses;
    private final AtomicBoolean asking = new AtomicBoolean();

    MemberDiscovery(MemberAddresses addresses) {
        this.addresses = addresses;
        // What it writes is read by its id, which a class has that JGroups knows.
        setId(ClassConfigurator.getProtocolId(TCPPING.class));
        setInitialHosts(addresses.known());
        setPortRange(0);
    }

    @Override
    public void findMembers(List<Address> members, boolean initial, Responses responses) {
        if (initial) {
            addresses.resolve();
        } else {
            // Who looks for others to merge with must not wait for a name server that is silent.
            resolveAside();
        }
        setInitialHosts(addresses.known());
        super.findMembers(members, initial, responses);
    }

    private void resolveAside() {
        if (asking.compareAndSet(false, true)) {
            timer.execute(
                    () -> {
                        try {
                            addresses.resolve();
                        } finally {
                            asking.set(false);
                        }
                    },
                    true);
        }
    }
}
