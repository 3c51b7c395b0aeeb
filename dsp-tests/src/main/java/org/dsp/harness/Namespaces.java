package org.dsp.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A network of its own for each node: a namespace with an address, all on one bridge, and packet
 * filters between them. Only root can make them. Closing removes everything.
 */
public final class Namespaces implements AutoCloseable {
    private static final int HEX = 16;
    private static final int LOWEST = 0x1000;
    private static final int HIGHEST = 0xFFFF;
    private static final int NET = 200;

    private final String mark;
    private final int net;
    private final Map<Integer, String> names = new TreeMap<>();

    private Namespaces(Collection<Integer> nodes) {
        int random = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        this.mark = "dsp" + Integer.toString(random, HEX);
        this.net = random % NET;
        nodes.forEach(node -> names.put(node, mark + "n" + node));
    }

    /** Why there can be none here; empty where there can. */
    public static Optional<String> missing() {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("network namespaces need root");
        }
        for (String tool : List.of("ip", "iptables")) {
            if (!installed(tool)) {
                return Optional.of(tool + " is not installed");
            }
        }
        try {
            of(List.of(1)).close();
            return Optional.empty();
        } catch (HarnessException e) {
            return Optional.of("network namespaces cannot be made: " + e.getMessage());
        }
    }

    private static boolean installed(String tool) {
        return List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /** Makes a namespace for each node. */
    public static Namespaces of(Collection<Integer> nodes) {
        Namespaces made = new Namespaces(nodes);
        try {
            made.build();
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void build() {
        // The bridge has a namespace too: nothing of this is seen on the machine's own network.
        run("ip", "netns", "add", mark);
        inside(mark, "ip", "link", "add", "bridge", "type", "bridge");
        inside(mark, "ip", "link", "set", "bridge", "up");
        names.forEach(this::build);
    }

    private void build(int node, String name) {
        run("ip", "netns", "add", name);
        String port = "to" + node;
        run(
                "ip", "link", "add", port, "netns", mark, "type", "veth", "peer", "name", "net",
                "netns", name);
        inside(mark, "ip", "link", "set", port, "master", "bridge", "up");
        inside(name, "ip", "address", "add", address(node) + "/24", "dev", "net");
        inside(name, "ip", "link", "set", "net", "up");
        inside(name, "ip", "link", "set", "lo", "up");
    }

    /** The address of a node, 1 to 250. */
    public String address(int node) {
        return "10.211.%d.%d".formatted(net, node);
    }

    /** What runs a command in the network of a node. */
    public List<String> prefix(int node) {
        return List.of("ip", "netns", "exec", name(node));
    }

    /** Drops every packet between one and the other part, without a word. */
    public void part(Collection<Integer> one, Collection<Integer> other) {
        for (int from : one) {
            for (int to : other) {
                drop(from, to);
                drop(to, from);
            }
        }
    }

    private void drop(int at, int from) {
        inside(name(at), "iptables", "-w", "-A", "INPUT", "-s", address(from), "-j", "DROP");
    }

    /** Lets every packet pass again. */
    public void heal() {
        names.values().forEach(name -> inside(name, "iptables", "-w", "-F", "INPUT"));
    }

    private String name(int node) {
        return Optional.ofNullable(names.get(node))
                .orElseThrow(() -> new HarnessException("no node " + node + " in " + names));
    }

    @Override
    public void close() {
        // What is inside goes with its namespace.
        names.values().forEach(Namespaces::remove);
        remove(mark);
    }

    private static void remove(String name) {
        if (Files.exists(Path.of("/run/netns", name))) {
            run("ip", "netns", "delete", name);
        }
    }

    private static void inside(String name, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(List.of(command));
        run(whole.toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().merge("PATH", "/usr/sbin:/sbin", (own, more) -> own + ":" + more);
            Process process = builder.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new HarnessException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new HarnessException("cannot run " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted in " + String.join(" ", command), e);
        }
    }
}
