package org.dsp.agent;

import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;

/** The transport, with a {@link ConnectionLog}. */
final class GroupTcp extends TCP {
    GroupTcp() {
        // What it writes is read by its id, which a class has that JGroups knows.
        setId(ClassConfigurator.getProtocolId(TCP.class));
    }

    @Override
    public void start() throws Exception {
        super.start();
        srv.log(new ConnectionLog());
    }
}
