package org.dsp.agent;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.GroupView;
import org.dsp.core.agent.Member;

/** A member that keeps what the group tells it. */
final class TestMember implements GroupEvents, AutoCloseable {
    private final SecureRandom random = new SecureRandom();
    private final GroupTransport transport;
    final List<GroupView> views = new CopyOnWriteArrayList<>();
    final List<GroupException> failures = new CopyOnWriteArrayList<>();
    private final List<AgentMessage> messages = new ArrayList<>();
    private final CountDownLatch deaf = new CountDownLatch(1);
    private final CountDownLatch hears = new CountDownLatch(1);
    private volatile int deafTo = -1;

    TestMember(GroupOptions options, int outboxBytes) {
        this(options, outboxBytes, InetAddress::getByName);
    }

    TestMember(GroupOptions options, int outboxBytes, MemberAddresses.Resolver resolver) {
        transport =
                new GroupTransport(
                        options,
                        () -> Member.agent(options.slot(), random.nextLong()),
                        this,
                        outboxBytes,
                        resolver);
    }

    TestMember start() {
        transport.start();
        return this;
    }

    GroupTransport transport() {
        return transport;
    }

    /** Waits until exactly these nodes are in the group. */
    void awaitMembers(Integer... nodes) {
        Set<Integer> wanted = Set.of(nodes);
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> nodes().equals(wanted));
    }

    Set<Integer> nodes() {
        if (views.isEmpty()) {
            return Set.of();
        }
        return views.get(views.size() - 1).members().stream()
                .map(Member::nodeId)
                .collect(Collectors.toSet());
    }

    Member self() {
        return views.get(views.size() - 1).self();
    }

    synchronized List<AgentMessage> messages() {
        return List.copyOf(messages);
    }

    synchronized int count() {
        return messages.size();
    }

    @Override
    public void view(GroupView view) {
        views.add(view);
    }

    @Override
    public void packet(Member from, byte[] packet) {
        take(packet);
        if (from.nodeId() == deafTo) {
            deaf.countDown();
            try {
                hears.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void take(byte[] packet) {
        Packets.split(packet, messages::add);
    }

    /** What this node says next is the last that comes through, until {@link #hear}. */
    void beDeafTo(int node) {
        deafTo = node;
    }

    /** Waits until it is. */
    void awaitDeaf() throws InterruptedException {
        deaf.await();
    }

    void hear() {
        hears.countDown();
    }

    @Override
    public void failed(GroupException why) {
        failures.add(why);
    }

    /** Before its time; again it does nothing. */
    void leave() {
        transport.close();
    }

    @Override
    public void close() {
        leave();
    }
}
