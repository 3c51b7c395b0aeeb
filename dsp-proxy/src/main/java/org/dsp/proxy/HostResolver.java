package org.dsp.proxy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Host names to addresses, anew at each question, on threads of its own: a name service that does
 * not answer costs the event loop nothing. Any thread may call.
 */
final class HostResolver implements AutoCloseable {
    /** Names that are asked at once; a peer has at most one question open. */
    private static final int THREADS = 4;

    private static final long IDLE_SECONDS = 30;

    static {
        // The JVM would keep an answer for 30 s and a failure for 10 s. Read at its first question.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    HostResolver::thread);

    HostResolver() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** What came of a question; empty addresses with the reason. */
    record Answer(List<InetAddress> addresses, String why) {}

    /**
     * Answers at once where {@code host} is an address, else later on a thread of the resolver.
     *
     * @param answer is called once
     */
    void resolve(String host, Consumer<Answer> answer) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            threads.execute(() -> answer.accept(ask(host)));
        } else {
            answer.accept(literal(host, address));
        }
    }

    private static Answer literal(String host, byte[] address) {
        try {
            return new Answer(List.of(InetAddress.getByAddress(address)), "");
        } catch (UnknownHostException impossible) {
            return new Answer(List.of(), host + " is no address");
        }
    }

    private static Answer ask(String host) {
        try {
            return new Answer(List.of(InetAddress.getAllByName(host)), "");
        } catch (UnknownHostException unknown) {
            return new Answer(List.of(), "the name " + host + " is not known");
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "dsp-resolver");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
