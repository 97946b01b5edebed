package dev.sluice.standalone.kafka;

import dev.sluice.standalone.port.LoopbackPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/** The two listening sockets of the node, bound before Kafka is configured, so that its configuration can name their ports. */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;

    private BoundSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
    }

    static BoundSockets bind(int brokerPort) throws IOException {
        ServerSocketChannel broker = LoopbackPort.bind(brokerPort, EmbeddedKafka.PORT_KEY);
        try {
            return new BoundSockets(broker, LoopbackPort.bind(0, EmbeddedKafka.PORT_KEY));
        } catch (IOException e) {
            broker.close();
            throw e;
        }
    }

    int brokerPort() {
        return LoopbackPort.portOf(broker);
    }

    int controllerPort() {
        return LoopbackPort.portOf(controller);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferSize) throws IOException {
        ServerSocketChannel channel = listenerName.equals(BrokerProperties.CONTROLLER_LISTENER) ? controller : broker;
        channel.configureBlocking(false);
        if (receiveBufferSize > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferSize);
        }
        return channel;
    }

    /** Kafka closes the sockets it has taken over; this frees the others. Closing twice does nothing. */
    @Override
    public void close() throws IOException {
        try (broker;
                controller) {
            // Both are closed, also when the first one fails.
        }
    }
}
