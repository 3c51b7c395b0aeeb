package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final Memory memory = new Memory();

    @Test
    void aWindowIsFoundByEveryAddressInIt() {
        Window first = memory.register(new byte[100]);
        Window second = memory.register(ByteBuffer.allocateDirect(200));
        assertThat(first.address()).isPositive();
        assertThat(first.address(100) - first.address()).isEqualTo(100);
        assertThat(memory.find(first.address(), 100)).isSameAs(first);
        assertThat(memory.find(first.address(99), 1)).isSameAs(first);
        assertThat(memory.find(second.address(), 200)).isSameAs(second);
        assertThat(memory.find(second.address(50), 150)).isSameAs(second);
    }

    @Test
    void whatReachesOutOfAWindowIsNotFound() {
        Window window = memory.register(new byte[100]);
        memory.register(new byte[100]);
        assertThat(memory.find(window.address() - 1, 1)).isNull();
        assertThat(memory.find(window.address() - 1, 2)).isNull();
        assertThat(memory.find(window.address(), 101)).isNull();
        assertThat(memory.find(window.address(100), 1)).isNull();
        assertThat(memory.find(window.address(), -1)).isNull();
        assertThat(memory.find(window.address(), Integer.MAX_VALUE)).isNull();
        assertThat(memory.find(window.address(1), Integer.MAX_VALUE)).isNull();
        assertThat(memory.find(0, 1)).isNull();
        assertThat(memory.find(-1, 1)).isNull();
        assertThat(memory.find(Integer.MIN_VALUE, 1)).isNull();
    }

    @Test
    void noCopyThatStartsInAWindowReachesAnother() {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            windows.add(memory.register(new byte[1 + i * 1000]));
        }
        for (Window window : windows) {
            for (int reach = 0; reach < Endpoints.MAX_COPY; reach += 1 << 16) {
                int address = window.address() + window.length() - 1 + reach;
                Window found = memory.find(address, 1);
                assertThat(found == null || found == window).isTrue();
            }
        }
    }

    @Test
    void aClosedWindowIsNotFoundAndClosingAgainDoesNothing() {
        Window window = memory.register(new byte[100]);
        Window other = memory.register(new byte[100]);
        window.close();
        window.close();
        assertThat(memory.find(window.address(), 1)).isNull();
        assertThat(memory.find(other.address(), 1)).isSameAs(other);
        assertThat(window.write(window.address(), ByteBuffer.allocate(1), 0, 1)).isFalse();
        assertThat(window.beginUse()).isFalse();
    }

    @Test
    void addressesOutsideAWindowAreRefused() {
        Window window = memory.register(new byte[100]);
        assertThatThrownBy(() -> window.address(101))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("offset 101 of a window of 100 bytes");
        assertThatThrownBy(() -> window.address(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void exhaustionIsNoMemoryAndFreeingHelps() {
        Memory small = new Memory(8 << 20);
        List<Window> windows = new ArrayList<>();
        DvkException e =
                catchThrowableOfType(
                        DvkException.class,
                        () -> {
                            while (true) {
                                windows.add(small.register(new byte[1000]));
                            }
                        });
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNOMEM);
        assertThat(e).hasMessageContaining("beside " + windows.size() + " others");
        Collections.shuffle(windows, new Random(1));
        Window freed = windows.get(0);
        freed.close();
        assertThat(small.register(new byte[1000]).address()).isEqualTo(freed.address());
    }

    @Test
    void anEmptyWindowIsRefused() {
        DvkException e =
                catchThrowableOfType(DvkException.class, () -> memory.register(new byte[0]));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSINVAL);
    }

    @Test
    void aBufferIsRegisteredBetweenPositionAndLimitWhateverTheyBecomeLater() {
        byte[] bytes = new byte[100];
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 10, 20);
        Window window = memory.register(buffer);
        buffer.clear();
        assertThat(window.length()).isEqualTo(20);
        ByteBuffer from = ByteBuffer.wrap(new byte[] {0, 7, 8});
        assertThat(window.write(window.address(18), from, 1, 2)).isTrue();
        assertThat(bytes[28]).isEqualTo((byte) 7);
        assertThat(bytes[29]).isEqualTo((byte) 8);
        assertThat(window.beginUse()).isTrue();
        assertThat(window.view(window.address(17), 3)).isEqualTo(ByteBuffer.wrap(bytes, 27, 3));
        window.endUse();
    }

    @Test
    void aReadOnlyBufferIsNotWritten() {
        Window window = memory.register(ByteBuffer.allocate(10).asReadOnlyBuffer());
        assertThat(window.write(window.address(), ByteBuffer.allocate(1), 0, 1)).isFalse();
    }

    @Test
    void threadsMayRegisterAndCloseAtOnce() {
        ConcurrentHashMap<Integer, Window> open = new ConcurrentHashMap<>();
        List<Background<Void>> all = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            all.add(
                    Background.run(
                            () -> {
                                for (int i = 0; i < 2000; i++) {
                                    Window window = memory.register(new byte[10]);
                                    assertThat(open.put(window.address(), window)).isNull();
                                    assertThat(memory.find(window.address(), 10)).isSameAs(window);
                                    open.remove(window.address());
                                    window.close();
                                }
                            }));
        }
        all.forEach(Background::get);
    }
}
