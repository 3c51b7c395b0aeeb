package org.dsp.agent;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dsp.core.agent.AgentCodec;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.GroupView;
import org.dsp.core.agent.Member;
import org.dsp.core.config.GroupSettings;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.RSVP;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the group. Joining, leaving and sending happen on two threads of its own; nothing
 * that others call blocks. Any thread.
 *
 * <p>Nothing is lost without a word: when what waits to be sent does not fit any more, the member
 * leaves the group and joins it anew, as another life of it, and the agents put themselves in step
 * again.
 */
final class GroupTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupTransport.class);

    /** How long closing waits for what is on its way, and for the leaving: ms. */
    private static final long CLOSE_MS = 1500;

    /** The wish to end; every other one is the reason to leave and join again. */
    private static final String END = "";

    private final GroupOptions options;
    private final Supplier<Member> identity;
    private final GroupEvents events;
    private final Outbox outbox;
    private final BlockingQueue<String> wishes = new LinkedBlockingQueue<>();
    private final Thread life = new Thread(this::live, "group");
    private final Thread sender = new Thread(this::send, "group-send");
    private final JChannel channel;

    /** Who is there, as the latest view says. */
    private volatile Seen seen = new Seen(0, Map.of());

    private volatile Member self;
    private volatile boolean joined;

    private record Seen(long view, Map<Member, Address> members) {}

    /**
     * @param identity who this member is, another incarnation each time
     * @param events is told of everything
     * @param outboxBytes most that may wait to be sent
     * @throws GroupException if an address of {@code options} cannot be used
     */
    GroupTransport(
            GroupOptions options, Supplier<Member> identity, GroupEvents events, int outboxBytes) {
        this(options, identity, events, outboxBytes, InetAddress::getByName);
    }

    /**
     * The same.
     *
     * @param resolver of the names of members
     */
    GroupTransport(
            GroupOptions options,
            Supplier<Member> identity,
            GroupEvents events,
            int outboxBytes,
            MemberAddresses.Resolver resolver) {
        this.options = options;
        this.identity = identity;
        this.events = events;
        this.outbox = new Outbox(outboxBytes);
        this.self = identity.get();
        this.channel = GroupStack.channel(options, resolver);
        channel.setReceiver(new Callbacks());
        channel.addAddressGenerator(() -> MemberAddress.of(self));
        life.setDaemon(true);
        sender.setDaemon(true);
    }

    /** Begins to join the group. */
    void start() {
        life.start();
    }

    /** To all members, this one too. */
    void multicast(AgentMessage message) {
        offer(Optional.empty(), message);
    }

    /** To one member; nothing if it has gone. */
    void send(Member to, AgentMessage message) {
        offer(Optional.of(to), message);
    }

    private void offer(Optional<Member> to, AgentMessage message) {
        if (!outbox.offer(to, AgentCodec.encode(message))) {
            rejoin("what waits to be sent to the group does not fit");
        }
    }

    /** Leaves and joins again: something was lost. */
    void rejoin(String why) {
        wishes.add(why);
    }

    /** The members of the latest view. */
    List<Member> members() {
        return List.copyOf(seen.members().keySet());
    }

    /** Messages that the transport dropped because its queue was full: always 0, for tests. */
    long dropped() {
        SendQueue queue = (SendQueue) channel.getProtocolStack().getTransport().getBundler();
        return queue.dropped();
    }

    /** Whether others have yet to say that they have what was sent before leaving, for tests. */
    boolean waitsToBeHeard() {
        RSVP last = channel.getProtocolStack().findProtocol(RSVP.class);
        return last.getPendingRsvpRequests() > 0;
    }

    /** Where the group is looked for. */
    String where() {
        GroupSettings settings = options.settings();
        String at =
                options.multicast()
                        ? settings.multicastAddress() + ":" + settings.multicastPort()
                        : settings.members().stream()
                                .map(m -> m.address() + ":" + settings.groupPort(m.node()))
                                .collect(Collectors.joining(", "));
        return "group \"%s\" was looked for at %s".formatted(settings.groupName(), at);
    }

    /**
     * Sends what waits; an agent also waits until all have it ({@link GroupStack#HEARD_MS} at
     * most). Then leaves, and ends; within 3 s. Not on a thread of the group.
     */
    @Override
    public void close() {
        outbox.close();
        join(sender);
        wishes.add(END);
        join(life);
        if (life.isAlive()) {
            LOG.warn("the group is not left in time; the others will see a break");
            life.interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- joining and leaving: the thread "group"

    private void live() {
        try {
            connect();
            sender.start();
            for (String why = wishes.take(); !why.equals(END); why = wishes.take()) {
                rejoinNow(why);
            }
        } catch (InterruptedException e) {
            LOG.debug("the group's thread is told to end", e);
        } catch (GroupException e) {
            events.failed(e);
        } finally {
            joined = false;
            channel.close();
        }
    }

    private void rejoinNow(String why) throws InterruptedException {
        LOG.warn("leaving the group and joining it again: {}", why);
        joined = false;
        channel.disconnect();
        outbox.clear();
        wishes.removeIf(wish -> !wish.equals(END));
        self = identity.get();
        alone();
        connect();
    }

    /** Until it has joined again it sees nobody. */
    private void alone() {
        long view = seen.view() + 1;
        seen = new Seen(view, Map.of(self, MemberAddress.of(self)));
        events.view(new GroupView(view, self, List.of(self), false));
    }

    private void connect() throws InterruptedException {
        try {
            channel.setName(self.name());
            channel.connect(options.settings().groupName());
            joined = true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new GroupException(
                    "the group \"%s\" cannot be joined at %s:%d (failure detection: %d): %s"
                            .formatted(
                                    options.settings().groupName(),
                                    options.settings().address(),
                                    options.port(),
                                    options.port() + options.fdOffset(),
                                    root(e)),
                    e);
        }
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    // ---- sending: the thread "group-send"

    private void send() {
        try {
            for (Optional<Outbox.Parcel> parcel = outbox.take();
                    parcel.isPresent();
                    parcel = outbox.take()) {
                send(parcel.get());
            }
            awaitHeard();
        } catch (InterruptedException e) {
            LOG.debug("the group's sender is told to end", e);
        }
    }

    /**
     * Waits until all members have what was sent. A leaving overtakes messages, and what comes of a
     * member that has left is dropped by the others.
     */
    private void awaitHeard() throws InterruptedException {
        if (!joined || !self.isAgent()) {
            return;
        }
        try {
            channel.send(
                    new BytesMessage(null, Packets.join(List.of())).setFlag(Message.Flag.RSVP));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.info("leaving the group; not all members may have what was said last");
            LOG.debug("why", e);
        }
    }

    private void send(Outbox.Parcel parcel) throws InterruptedException {
        Map<Member, Address> there = seen.members();
        Optional<Address> to =
                parcel.to().flatMap(member -> Optional.ofNullable(there.get(member)));
        if (parcel.to().isPresent() && to.isEmpty()) {
            LOG.debug("{} has gone; {} messages", parcel.to(), parcel.messages().size());
            return;
        }
        try {
            channel.send(new BytesMessage(to.orElse(null), Packets.join(parcel.messages())));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // While it leaves there is nobody to send to; and then all is told again.
            LOG.debug("not sent", e);
            if (joined) {
                rejoin("a message cannot be sent: " + e);
            }
        }
    }

    // ---- what the group tells, on its threads

    private final class Callbacks implements Receiver {
        @Override
        public void viewAccepted(View view) {
            Map<Member, Address> members = new HashMap<>();
            List<Member> inOrder =
                    view.getMembers().stream()
                            .flatMap(
                                    address ->
                                            MemberAddress.member(address).stream()
                                                    .peek(m -> members.put(m, address)))
                            .toList();
            long id = view.getViewId().getId();
            seen = new Seen(id, Map.copyOf(members));
            if (!members.containsKey(self)) {
                LOG.debug("a view without this member: {}", view);
                return;
            }
            LOG.debug("view {}", view);
            events.view(new GroupView(id, self, inOrder, view instanceof MergeView));
        }

        @Override
        public void receive(Message message) {
            Optional<Member> from = MemberAddress.member(message.getSrc());
            if (from.isEmpty() || !message.hasArray()) {
                LOG.debug("a message that is not of an agent: {}", message);
                return;
            }
            byte[] packet = new byte[message.getLength()];
            System.arraycopy(
                    message.getArray(), message.getOffset(), packet, 0, message.getLength());
            events.packet(from.get(), packet);
        }
    }
}
