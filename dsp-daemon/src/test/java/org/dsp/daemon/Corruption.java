package org.dsp.daemon;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Wrong bytes, made of a session's right frames. Every third input is random: bytes from nowhere, a
 * cut, a bit, a frame twice or not at all. The others go in order through every field of every
 * frame, each changed in {@link #CHANGES} ways.
 */
final class Corruption {
    /** How many ways {@link #changed} knows. */
    static final int CHANGES = 10;

    private static final int FIELD = 4;
    private static final int MOST_NOISE = 4096;

    private final int frameBytes;
    private final int kinds;

    /**
     * @param frameBytes of a frame without payload
     * @param kinds of frames that there are to corrupt
     */
    Corruption(int frameBytes, int kinds) {
        this.frameBytes = frameBytes;
        this.kinds = kinds;
    }

    /** How many inputs it takes to have every field of every kind changed in every way. */
    int all() {
        return kinds * fields() * CHANGES * 3 / 2;
    }

    /** Which kind of frame input {@code number} is about, 0 … kinds-1. */
    int kind(long number) {
        return (int) (inOrder(number) % kinds);
    }

    /**
     * The bytes to send in place of these frames.
     *
     * @param frames of which one is to be wrong
     * @param wrong which one
     */
    byte[] apply(long number, List<byte[]> frames, int wrong, RandomGenerator random) {
        if (number % 3 == 0) {
            return random(frames, wrong, random);
        }
        byte[] frame = frames.get(wrong).clone();
        long step = inOrder(number) / kinds;
        int at = (int) (step % fields()) * FIELD;
        int change = (int) (step / fields() % CHANGES);
        ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(at, changed(bytes.getInt(at), change, random));
        return joined(frames, wrong, frame);
    }

    private static long inOrder(long number) {
        return number / 3 * 2 + Math.max(0, number % 3 - 1);
    }

    private int fields() {
        return frameBytes / FIELD;
    }

    private static int changed(int value, int change, RandomGenerator random) {
        return switch (change) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Integer.MIN_VALUE;
            case 3 -> Integer.MAX_VALUE;
            case 4 -> value + 1;
            case 5 -> value - 1;
            case 6 -> value ^ (1 << random.nextInt(32));
            // The bystander's number; a node's; a batch flag.
            case 7 -> 12;
            case 8 -> random.nextInt(256);
            default -> random.nextInt();
        };
    }

    private byte[] random(List<byte[]> frames, int wrong, RandomGenerator random) {
        byte[] right = frames.get(wrong);
        return switch (random.nextInt(6)) {
            case 0 -> noise(1 + random.nextInt(MOST_NOISE), random);
            case 1 -> joined(frames, wrong, noise(1 + random.nextInt(2 * frameBytes), random));
            case 2 -> {
                byte[] all = joined(frames, wrong, right);
                yield Arrays.copyOf(all, random.nextInt(all.length));
            }
            case 3 -> {
                byte[] flipped = right.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                yield joined(frames, wrong, flipped);
            }
            case 4 -> joined(frames, wrong, new byte[0]);
            default -> {
                byte[] twice = Arrays.copyOf(right, 2 * right.length);
                System.arraycopy(right, 0, twice, right.length, right.length);
                yield joined(frames, wrong, twice);
            }
        };
    }

    private static byte[] noise(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(List<byte[]> frames, int wrong, byte[] instead) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < frames.size(); i++) {
            all.writeBytes(i == wrong ? instead : frames.get(i));
        }
        return all.toByteArray();
    }
}
