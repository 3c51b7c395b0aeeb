package org.dsp.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.RoutingView;
import org.junit.jupiter.api.Test;

/** Channels come and go with the view (DESIGN §4, LEAVE). */
class ViewChangedTest {
    private final Pair lab = new Pair();
    private final Pair.One one = lab.new One(1, "h1", 11, Pair.nobody(1));
    private final Pair.One two = lab.new One(2, "h2", 22, Pair.nobody(2));

    private void meet() {
        one.view(Pair.peer(2, "h2"));
        two.view(Pair.peer(1, "h1"));
        lab.pass(500);
        assertThat(one.isUp(2)).isTrue();
        assertThat(two.isUp(1)).isTrue();
    }

    @Test
    void aNewPeerGetsAChannel() {
        assertThat(one.node.peer(2)).isEmpty();

        meet();

        assertThat(one.told).contains("connect h2", "up 2");
        assertThat(one.node.peer(2)).contains(Pair.peer(2, "h2"));
    }

    /** It has the id and the address of a node of this cluster, and is not that node. */
    @Test
    void aNodeOfAnotherClusterIsRefusedAndToldWhy() {
        one.view(Pair.peer(2, "h2", 77));
        two.view(Pair.peer(1, "h1", 78));
        lab.pass(2000);

        assertThat(one.isUp(2)).isFalse();
        assertThat(one.node.channel(2).status().lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("cluster"));

        two.view(Pair.peer(1, "h1", 77));
        lab.pass(1000);

        assertThat(one.isUp(2)).isTrue();
        assertThat(two.isUp(1)).isTrue();
    }

    @Test
    void aClusterThatIsMergedIntoAnotherKeepsItsLinks() {
        one.view(Pair.peer(2, "h2", 77));
        two.view(Pair.peer(1, "h1", 77));
        lab.pass(500);
        assertThat(one.isUp(2)).isTrue();
        one.told.clear();

        one.view(Pair.peer(2, "h2", 78));
        lab.pass(2000);
        two.view(Pair.peer(1, "h1", 78));
        lab.pass(2000);

        assertThat(one.isUp(2)).isTrue();
        assertThat(one.told).isEmpty();
    }

    @Test
    void theSameViewAgainChangesNothing() {
        meet();
        one.told.clear();

        one.view(Pair.peer(2, "h2"));
        lab.pass(3000);

        assertThat(one.told).isEmpty();
        assertThat(one.isUp(2)).isTrue();
    }

    @Test
    void whoIsDroppedWhileItsChannelIsUpGoesOnUntilThatGoesDown() {
        meet();
        one.view();
        lab.pass(6000);
        assertThat(one.isUp(2)).isTrue();
        one.told.clear();

        lab.cut("h2");
        lab.pass(10);

        assertThat(one.told).contains("down 2");
        assertThat(one.node.peer(2)).isEmpty();
        one.told.clear();
        lab.pass(3000);
        assertThat(one.told).isEmpty();
    }

    @Test
    void whoIsDroppedWhileItsChannelIsDownIsLeftAtOnce() {
        meet();
        lab.cut("h2");
        lab.pass(100);
        assertThat(one.told).doesNotContain("down 2");

        one.view();

        assertThat(one.told).contains("down 2");
        assertThat(one.node.peer(2)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> one.node.channel(2));
    }

    @Test
    void whoComesBackIsMetInANewLinkEpoch() {
        meet();
        String before = one.node.channel(2).status().linkEpoch();
        lab.cut("h2");
        lab.pass(100);
        one.view();
        lab.cut.clear();
        lab.pass(1000);
        assertThat(two.isUp(1)).isFalse();

        one.view(Pair.peer(2, "h2"));
        lab.pass(2000);

        assertThat(one.isUp(2)).isTrue();
        assertThat(two.isUp(1)).isTrue();
        assertThat(one.node.channel(2).status().linkEpoch()).isNotEqualTo(before);
    }

    @Test
    void whoIsListedAgainBeforeItsChannelWentDownWasNeverAway() {
        meet();
        String before = one.node.channel(2).status().linkEpoch();
        one.view();
        one.view(Pair.peer(2, "h2"));
        one.told.clear();

        lab.cut("h2");
        lab.pass(100);
        lab.cut.clear();
        lab.pass(2000);

        assertThat(one.isUp(2)).isTrue();
        assertThat(one.told).doesNotContain("down 2");
        assertThat(one.node.channel(2).status().linkEpoch()).isEqualTo(before);
    }

    @Test
    void anotherAddressMeansAnotherDaemon() {
        meet();
        Pair.One elsewhere = lab.new One(2, "h3", 33, Pair.nobody(2));
        elsewhere.view(Pair.peer(1, "h1"));

        one.view(Pair.peer(2, "h3"));
        lab.pass(2000);

        assertThat(one.told).containsSubsequence("up 2", "down 2", "connect h3", "up 2");
        assertThat(one.isUp(2)).isTrue();
        assertThat(elsewhere.isUp(1)).isTrue();
    }

    @Test
    void aNodeThatIsNoPeerIsRefused() {
        two.view(Pair.peer(1, "h1"));
        lab.pass(1000);

        assertThat(two.isUp(1)).isFalse();
        assertThat(two.node.channel(1).status().lastError().orElseThrow())
                .contains("refuses our JOIN");
    }

    @Test
    void legacyPeersAreThereFromTheStart() {
        RoutingView.Peer legacy =
                new RoutingView.Peer(
                        3, "n3", "h3", 3003, new LinkOptions(false, false, true, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.view(legacy))
                .withMessageContaining("legacy");
        Pair.One old = lab.new One(4, "h4", 44, new RoutingView(0, 4, List.of(legacy)));
        assertThatIllegalArgumentException().isThrownBy(old::view).withMessageContaining("legacy");
    }

    @Test
    void theEndIsSaidToThePeersThatAreThere() {
        meet();

        one.node.stop(lab.now);
        lab.pass(10);

        assertThat(two.told).contains("down 1");
    }
}
