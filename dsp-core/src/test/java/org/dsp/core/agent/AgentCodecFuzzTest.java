package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes, reading them ends in a message, which is then written as those very bytes, or
 * in {@link AgentFormatException}. {@code -Ddsp.fuzz.seed} and {@code -Ddsp.fuzz.agent.inputs}
 * begin elsewhere and go on for longer.
 */
class AgentCodecFuzzTest {
    private static final int INPUTS = Integer.getInteger("dsp.fuzz.agent.inputs", 20_000);
    private static final long SEED = Long.getLong("dsp.fuzz.seed", 45);

    private static final List<byte[]> SAMPLES =
            Messages.samples().stream().map(AgentCodec::encode).toList();

    @Test
    void brokenMessagesAreMessagesOrRefused() {
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = input(new SplittableRandom(SEED + i));
            if (!judge(bytes, SEED + i)) {
                refused++;
            }
        }
        // Else the inputs would not reach what they are meant for.
        assertThat(refused).isBetween(INPUTS / 10, INPUTS - INPUTS / 50);
    }

    private static byte[] input(SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 2) {
                noise[0] = AgentCodec.VERSION;
                noise[1] = (byte) random.nextInt(24);
            }
            return noise;
        }
        byte[] bytes = SAMPLES.get(random.nextInt(SAMPLES.size())).clone();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        if (bytes.length < 3) {
            return bytes;
        }
        int at = 2 + random.nextInt(bytes.length - 2);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
            case 3 -> {
                byte[] shorter = new byte[at];
                System.arraycopy(bytes, 0, shorter, 0, at);
                return shorter;
            }
            default -> {
                byte[] other = SAMPLES.get(random.nextInt(SAMPLES.size()));
                byte[] spliced = new byte[at + other.length];
                System.arraycopy(bytes, 0, spliced, 0, at);
                System.arraycopy(other, 0, spliced, at, other.length);
                return spliced;
            }
        }
        return bytes;
    }

    private static boolean judge(byte[] bytes, long seed) {
        AgentMessage message;
        try {
            message = AgentCodec.decode(bytes, 0, bytes.length);
        } catch (AgentFormatException refused) {
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return fail("seed %d: %s".formatted(seed, HexFormat.of().formatHex(bytes)), e);
        }
        assertThat(AgentCodec.encode(message)).as("seed %d", seed).isEqualTo(bytes);
        return true;
    }
}
