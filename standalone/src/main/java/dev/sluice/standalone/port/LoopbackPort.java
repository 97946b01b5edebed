package dev.sluice.standalone.port;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Takes ports on 127.0.0.1, and says which setting to change when one is taken already. */
public final class LoopbackPort {
    /** The address everything in a standalone process listens on, spelled so that no name look-up can turn it into IPv6. */
    public static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 128;

    private LoopbackPort() {}

    /** Binds and listens; port 0 takes any free one. Throws {@link PortTakenException} naming the port and the setting. */
    public static ServerSocketChannel bind(int port, String settingsKey) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address(port), BACKLOG);
            return channel;
        } catch (BindException e) {
            channel.close();
            throw new PortTakenException(port, settingsKey, e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * A port for a program that must bind it itself: the one asked for, after making sure that nobody listens there, or a free one
     * for 0. The kernel hands free ports out in turn, so one just released is the last to be given to anybody else.
     */
    public static int reserve(int port, String settingsKey) throws IOException {
        try (ServerSocketChannel channel = bind(port, settingsKey)) {
            return portOf(channel);
        }
    }

    /** Where a port on this interface is; 0 stands for any free one. */
    public static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    /** The port a bound channel listens on. */
    public static int portOf(ServerSocketChannel channel) {
        return channel.socket().getLocalPort();
    }
}
