package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.dsp.core.agent.AgentCodec;
import org.dsp.core.agent.AgentFormatException;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.MembershipMessage;
import org.dsp.core.agent.StatusMessage;
import org.junit.jupiter.api.Test;

class PacketsTest {
    private static final List<AgentMessage> MESSAGES =
            List.of(
                    new StatusMessage.GetCluster(7),
                    new StatusMessage.UpdateLevel(-1),
                    new MembershipMessage.AnnounceRequest());

    private static byte[] packet(List<AgentMessage> messages) {
        return Packets.join(messages.stream().map(AgentCodec::encode).toList());
    }

    private static List<AgentMessage> split(byte[] packet) {
        List<AgentMessage> messages = new ArrayList<>();
        Packets.split(packet, messages::add);
        return messages;
    }

    @Test
    void messagesComeOutAsTheyWentIn() {
        assertThat(split(packet(MESSAGES))).isEqualTo(MESSAGES);
        assertThat(split(packet(MESSAGES.subList(2, 3)))).isEqualTo(MESSAGES.subList(2, 3));
    }

    @Test
    void noPacketIsSmallerThanTheTransportsQueueAllows() {
        assertThat(packet(MESSAGES.subList(2, 3)).length).isGreaterThanOrEqualTo(GroupStack.LEAST);
        assertThat(GroupStack.CREDITS / GroupStack.LEAST).isLessThanOrEqualTo(GroupStack.QUEUE);
    }

    @Test
    void whatIsNoPacketIsRefused() {
        byte[] packet = packet(MESSAGES);
        byte[] otherMark = packet.clone();
        otherMark[0]++;
        byte[] otherVersion = packet.clone();
        otherVersion[2]++;
        byte[] tooLong = packet.clone();
        tooLong[4] = 1;

        assertThatThrownBy(() -> split(new byte[3])).isInstanceOf(AgentFormatException.class);
        assertThatThrownBy(() -> split(otherMark)).hasMessageContaining("no packet");
        assertThatThrownBy(() -> split(otherVersion)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> split(tooLong)).hasMessageContaining("message of");
    }

    @Test
    void randomBytesAreMessagesOrRefused() {
        byte[] packet = packet(MESSAGES);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = Arrays.copyOf(packet, random.nextInt(packet.length + 8));
            for (int n = random.nextInt(4); n > 0 && broken.length > 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(split(broken)).hasSizeLessThan(5);
            } catch (AgentFormatException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }
}
