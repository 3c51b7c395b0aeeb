package org.dsp.core.config;

import java.util.Optional;

/**
 * How virtual machines of server nodes are started and stopped. Each part may be absent.
 *
 * @param start command that starts one
 * @param stop command that stops one
 * @param status command that tells whether one runs
 * @param sshHost host of the hypervisor; empty = commands run here
 * @param sshUser user there
 * @param sshPass password there; a key is better
 */
public record VmControl(
        Optional<String> start,
        Optional<String> stop,
        Optional<String> status,
        Optional<String> sshHost,
        Optional<String> sshUser,
        Optional<Secret> sshPass) {
    /** Nothing is managed. */
    public static final VmControl NONE =
            new VmControl(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public VmControl {
        start.ifPresent(command -> Texts.checkLine("vm_start", command));
        stop.ifPresent(command -> Texts.checkLine("vm_stop", command));
        status.ifPresent(command -> Texts.checkLine("vm_status", command));
        sshHost.ifPresent(host -> Texts.checkHost("ssh_host", host));
        sshUser.ifPresent(user -> Texts.checkLine("ssh_user", user));
    }

    /** The same without the password. */
    public VmControl withoutSecrets() {
        return new VmControl(start, stop, status, sshHost, sshUser, Optional.empty());
    }
}
