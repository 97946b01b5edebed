package dev.sluice.standalone.kafka;

import dev.sluice.standalone.port.LoopbackPort;
import java.nio.file.Path;
import java.util.Properties;

/** Every setting of the embedded node that differs from Kafka's default, and why. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "PLAINTEXT";

    private BrokerProperties() {}

    static Properties of(Path directory, int brokerPort, int controllerPort, boolean fsync) {
        Properties all = new Properties();
        listeners(all, brokerPort, controllerPort);
        all.put("log.dirs", directory.toString());
        all.put("log.flush.interval.messages", fsync ? "1" : String.valueOf(Long.MAX_VALUE));
        singleNode(all);
        lowLatency(all);
        smallMachine(all);
        return all;
    }

    private static void listeners(Properties all, int brokerPort, int controllerPort) {
        String broker = CLIENT_LISTENER + "://" + LoopbackPort.HOST + ":" + brokerPort;
        String controller = CONTROLLER_LISTENER + "://" + LoopbackPort.HOST + ":" + controllerPort;
        all.put("process.roles", "broker,controller");
        all.put("node.id", String.valueOf(NODE_ID));
        all.put("controller.quorum.voters", NODE_ID + "@" + LoopbackPort.HOST + ":" + controllerPort);
        all.put("listeners", broker + "," + controller);
        all.put("advertised.listeners", broker);
        all.put("controller.listener.names", CONTROLLER_LISTENER);
        all.put("inter.broker.listener.name", CLIENT_LISTENER);
        all.put("listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    }

    /** One replica of everything, and no topic that nobody asked for: a misspelt name must be an error. */
    private static void singleNode(Properties all) {
        all.put("auto.create.topics.enable", "false");
        all.put("default.replication.factor", "1");
        all.put("min.insync.replicas", "1");
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "4");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "4");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void lowLatency(Properties all) {
        all.put("group.initial.rebalance.delay.ms", "0");
        // Metadata is forced to disk: waiting for company (25 ms by default) only delays the start and the creation of
        // topics.
        all.put("controller.quorum.append.linger.ms", "0");
        // Every member lives in this process or on this machine. One that was killed must not hold its partitions for
        // 45 s.
        all.put("group.consumer.min.session.timeout.ms", "6000");
        all.put("group.consumer.session.timeout.ms", "10000");
        all.put("group.consumer.min.heartbeat.interval.ms", "1000");
        all.put("group.consumer.heartbeat.interval.ms", "1000");
        // Broker and controller are one process: a session that ends says only that the process was held up, and costs
        // every
        // partition its leader for a moment (see FormerSelf).
        all.put("broker.session.timeout.ms", "3600000");
        // Nobody asks a node that has been stopped for leadership, so there is nothing to wait for between tries.
        all.put("controller.quorum.election.backoff.max.ms", "100");
    }

    /** Two cores and a heap shared with the services; by default the log cleaner alone takes 128 MiB. */
    private static void smallMachine(Properties all) {
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
        all.put("group.coordinator.threads", "1");
        all.put("num.recovery.threads.per.data.dir", "2");
        all.put("log.cleaner.dedupe.buffer.size", "8388608");
        all.put("log.index.size.max.bytes", "1048576");
        // A record every half second that says nothing happened, each forced to disk, is of use only to a second node.
        all.put("metadata.max.idle.interval.ms", "0");
        // No JMX beans: two nodes in one JVM would claim the same names.
        all.put("metric.reporters", "");
    }
}
