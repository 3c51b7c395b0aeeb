package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dsp.core.config.GroupMember;
import org.dsp.core.config.GroupSettings;
import org.junit.jupiter.api.Test;

class MemberAddressesTest {
    private final Map<String, String> names = new HashMap<>(Map.of("one", "10.0.0.1"));
    private final MemberAddresses addresses = new MemberAddresses(settings(), this::resolve);

    private static GroupSettings settings() {
        GroupSettings otherwise = GroupSettings.defaults("127.0.0.1");
        return new GroupSettings(
                "127.0.0.1",
                List.of(new GroupMember(1, "one"), new GroupMember(2, "two")),
                otherwise.groupName(),
                7800,
                8400,
                otherwise.multicastAddress(),
                otherwise.multicastPort(),
                otherwise.configWait(),
                otherwise.stateDirectory());
    }

    private InetAddress resolve(String name) throws UnknownHostException {
        String address = names.get(name);
        if (address == null) {
            throw new UnknownHostException(name);
        }
        return InetAddress.getByName(address);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    @Test
    void nothingIsKnownBeforeItWasAskedFor() {
        assertThat(addresses.known()).isEmpty();
    }

    @Test
    void aNameThatHasNoAddressIsAskedForAgainAndThatIsSaidOnce() {
        try (LogKeeper kept = new LogKeeper(MemberAddresses.class.getName(), Level.INFO)) {
            addresses.resolve();
            addresses.resolve();
            assertThat(addresses.known()).containsExactly(at("10.0.0.1", 7801));
            assertThat(kept.lines()).singleElement().asString().startsWith("WARN two");

            names.put("two", "10.0.0.2");
            addresses.resolve();

            assertThat(addresses.known())
                    .containsExactly(at("10.0.0.1", 7801), at("10.0.0.2", 7802));
            assertThat(kept.lines()).hasSize(2).last().asString().startsWith("INFO two");
        }
    }

    @Test
    void aMemberThatMovesIsFoundWhereItIs() {
        addresses.resolve();
        names.put("one", "10.0.0.9");
        addresses.resolve();

        assertThat(addresses.known()).containsExactly(at("10.0.0.9", 7801));
    }

    @Test
    void aNameServerThatFailsTakesNoAddressAway() {
        addresses.resolve();
        names.clear();
        addresses.resolve();

        assertThat(addresses.known()).containsExactly(at("10.0.0.1", 7801));
    }
}
