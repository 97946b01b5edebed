package dev.sluice.executor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A network that can be broken, between a driver and its server. */
final class TcpProxy implements AutoCloseable {
    /** What happens to what the server says. */
    enum Network {
        WELL,
        /** New connections are accepted and lead nowhere. */
        SWALLOWS_NEW,
        /** A connection is reset after {@link #RESET_AFTER} bytes of answers. */
        RESETS,
        /** One byte at a time. */
        DRIPS
    }

    private static final int RESET_AFTER = 200_000;
    private static final Duration DRIP = Duration.ofMillis(20);

    private final int target;
    private final ServerSocket door;
    private final Collection<Socket> open = new ConcurrentLinkedQueue<>();

    private volatile Network network = Network.WELL;

    private TcpProxy(int target, ServerSocket door) {
        this.target = target;
        this.door = door;
    }

    static TcpProxy before(int port) throws IOException {
        TcpProxy proxy = new TcpProxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        proxy.aside(proxy::accept);
        return proxy;
    }

    int port() {
        return door.getLocalPort();
    }

    void becomes(Network now) {
        network = now;
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            open.add(client);
            if (network != Network.SWALLOWS_NEW) {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                server.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                open.add(server);
                aside(() -> ask(client, server));
                aside(() -> answer(server, client));
            }
        }
    }

    private static void ask(Socket client, Socket server) throws IOException {
        try (server) {
            client.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private void answer(Socket server, Socket client) throws IOException {
        try (client) {
            InputStream from = server.getInputStream();
            OutputStream to = client.getOutputStream();
            byte[] some = new byte[8_192];
            long passed = 0;
            int read = from.read(some);
            while (read >= 0) {
                passed += read;
                if (network == Network.RESETS && passed > RESET_AFTER) {
                    client.setSoLinger(true, 0);
                    return;
                }
                pass(some, read, to);
                read = from.read(some);
            }
        }
    }

    private void pass(byte[] some, int length, OutputStream to) throws IOException {
        int passed = 0;
        while (passed < length) {
            int step = network == Network.DRIPS ? 1 : length - passed;
            to.write(some, passed, step);
            passed += step;
            if (network == Network.DRIPS) {
                LockSupport.parkNanos(DRIP.toNanos());
            }
        }
    }

    private void aside(Piece piece) {
        Thread.ofPlatform().daemon().name("proxy-" + port()).start(() -> {
            try {
                piece.run();
            } catch (IOException | UncheckedIOException closed) {
                // One side is gone; the other follows by its own piece.
            }
        });
    }

    private interface Piece {
        void run() throws IOException;
    }
}
