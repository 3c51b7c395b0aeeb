package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostResolverTest {
    private final HostResolver resolver = new HostResolver();
    private final BlockingQueue<HostResolver.Answer> answers = new ArrayBlockingQueue<>(10);

    @AfterEach
    void stop() {
        resolver.close();
    }

    @Test
    void anAddressNeedsNoThreadAndNoNameService() {
        resolver.resolve("127.0.0.1", answers::add);
        resolver.resolve("::1", answers::add);

        assertThat(answers).hasSize(2);
        assertThat(answers.poll().addresses()).containsExactly(Frames.address("127.0.0.1"));
        assertThat(answers.poll().addresses()).containsExactly(Frames.address("::1"));
    }

    @Test
    void aNameIsAskedForOnAnotherThread() throws Exception {
        BlockingQueue<String> thread = new ArrayBlockingQueue<>(1);

        resolver.resolve("localhost", answer -> thread.add(Thread.currentThread().getName()));

        assertThat(thread.take()).isEqualTo("dsp-resolver");
    }

    @Test
    void theJvmRemembersNoAnswer() {
        assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("0");
        assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("0");
    }
}
