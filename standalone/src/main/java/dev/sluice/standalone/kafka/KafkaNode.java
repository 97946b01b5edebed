package dev.sluice.standalone.kafka;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.BrokerState;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.LoggerFactory;

/** The parts of one Kafka node, wired as {@code KafkaRaftServer} wires them, on sockets that are bound already. */
final class KafkaNode {
    private final BoundSockets sockets;
    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    KafkaNode(Properties properties, BoundSockets sockets, FirstFault fault) {
        KafkaConfig config = new KafkaConfig(properties, false);
        var storage = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaNode.class), "");
        this.shared = new SharedServer(
                config,
                storage._1(),
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, storage._1().clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                fault,
                sockets);
        this.sockets = sockets;
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
        this.broker = new BrokerServer(shared);
    }

    /** Returns once the broker serves. The controller goes first: the broker registers with it. */
    void start() {
        controller.startup();
        FormerSelf.forget(controller.controller(), shared.loader());
        broker.startup();
    }

    /** The broker goes first: the controller is needed for an orderly leave. Each goes, also when one before it fails to. */
    void stop() throws IOException {
        try (sockets) {
            try {
                broker.shutdown();
            } finally {
                controller.shutdown();
            }
        }
    }

    BrokerState state() {
        return broker.brokerState();
    }
}
