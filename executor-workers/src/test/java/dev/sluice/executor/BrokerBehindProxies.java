package dev.sluice.executor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker with one way in for whoever watches, and two more through networks that can be broken. Clients connect to what a broker
 * advertises, so each way is a listener of its own, and the broker names the proxy's port as the listener's.
 */
final class BrokerBehindProxies implements AutoCloseable {
    static final String HOST = "localhost";

    static final Map<String, String> SINGLE_NODE = Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "auto.create.topics.enable", "false",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "2",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "2");

    private final KafkaRaftServer server;
    private final int port;
    private final TcpProxy one;
    private final TcpProxy other;

    private BrokerBehindProxies(KafkaRaftServer server, int port, TcpProxy one, TcpProxy other) {
        this.server = server;
        this.port = port;
        this.one = one;
        this.other = other;
    }

    /** Started, with these settings of its own. */
    static BrokerBehindProxies start(Path directory, Map<String, String> more) throws Exception {
        List<Integer> ports = freePorts(4);
        TcpProxy one = TcpProxy.before(ports.get(1));
        TcpProxy other = TcpProxy.before(ports.get(2));
        Properties settings = listeners(ports, one, other);
        settings.putAll(SINGLE_NODE);
        settings.put("log.dirs", directory.toString());
        settings.putAll(more);
        format(directory);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new BrokerBehindProxies(server, ports.getFirst(), one, other);
    }

    /** Past all proxies. */
    String direct() {
        return HOST + ":" + port;
    }

    TcpProxy one() {
        return one;
    }

    TcpProxy other() {
        return other;
    }

    static String through(TcpProxy proxy) {
        return HOST + ":" + proxy.port();
    }

    @Override
    public void close() throws IOException {
        one.close();
        other.close();
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties listeners(List<Integer> ports, TcpProxy one, TcpProxy other) {
        String direct = listener("DIRECT", ports.get(0));
        String controller = listener("CONTROLLER", ports.get(3));
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "controller.quorum.voters",
                "1@" + HOST + ":" + ports.get(3),
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "DIRECT",
                "listeners",
                String.join(",", direct, listener("ONE", ports.get(1)), listener("OTHER", ports.get(2)), controller),
                "advertised.listeners",
                String.join(",", direct, listener("ONE", one.port()), listener("OTHER", other.port())),
                "listener.security.protocol.map",
                "DIRECT:PLAINTEXT,ONE:PLAINTEXT,OTHER:PLAINTEXT,CONTROLLER:PLAINTEXT"));
        return settings;
    }

    static void format(Path directory) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    static String listener(String name, int port) {
        return name + "://" + HOST + ":" + port;
    }

    /** Free a moment ago: Kafka names its ports before it binds them. */
    static List<Integer> freePorts(int count) throws IOException {
        ServerSocket[] held = new ServerSocket[count];
        Integer[] ports = new Integer[count];
        for (int i = 0; i < count; i++) {
            held[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            ports[i] = held[i].getLocalPort();
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return List.of(ports);
    }
}
