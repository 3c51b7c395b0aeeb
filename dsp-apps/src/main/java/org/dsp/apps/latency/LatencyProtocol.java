package org.dsp.apps.latency;

import org.dsp.ipc.Message;

/** The two messages: type 0x0A asks, type 0x0B answers with everything else unchanged. */
final class LatencyProtocol {
    static final int REQUEST = 0x0A;
    static final int ANSWER = 0x0B;

    /** Constants that the original puts into every request. */
    private static final int I3 = 3;

    private static final int P1 = 4;

    private LatencyProtocol() {}

    /** Makes {@code message} the request of a loop; {@code cpuSeconds} is asked of the server. */
    static void makeRequest(Message message, int loop, int cpuSeconds) {
        message.clear().type(REQUEST).m1().i1(loop).i2(cpuSeconds).i3(I3).p1(P1);
    }

    /** Makes the request {@code message} its own answer. */
    static void makeAnswer(Message message) {
        message.type(ANSWER);
    }

    /** The seconds of processor time that a request asks for, 0…{@code most}. */
    static int cpuSeconds(Message request, int most) {
        return Math.max(0, Math.min(most, request.m1().i2()));
    }

    /** Whether {@code message} answers the request of {@code loop}. */
    static boolean answers(Message message, int loop) {
        return message.type() == ANSWER && message.m1().i1() == loop;
    }
}
