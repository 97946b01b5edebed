package dev.sluice.executor.engine;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** For drivers that connect their sockets themselves. They make such a factory by its name, with a public constructor without arguments. */
public abstract class UnconnectedSockets extends SocketFactory {
    @Override
    public final Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw onlyUnconnected();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw onlyUnconnected();
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("the driver connects its sockets by itself");
    }
}
