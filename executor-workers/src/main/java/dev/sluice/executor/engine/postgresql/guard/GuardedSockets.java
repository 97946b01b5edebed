package dev.sluice.executor.engine.postgresql.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets for the driver whose input fails with {@link OversizeAnswerException} before the driver takes an answer into memory that is
 * larger than {@link AnswerGuard} lets in. Public because the driver makes it by its name. Thread-safe, its sockets as any.
 */
public final class GuardedSockets extends SocketFactory {
    @Override
    public Socket createSocket() {
        return new GuardedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw onlyUnconnected();
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("the driver connects its sockets by itself");
    }

    private static final class GuardedSocket extends Socket {
        private final AnswerGuard guard = AnswerGuard.ofConnection();

        @Override
        public InputStream getInputStream() throws IOException {
            return new GuardedInput(super.getInputStream(), guard);
        }
    }
}
