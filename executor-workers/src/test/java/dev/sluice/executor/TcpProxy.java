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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A network that can be broken, between a client and its server. What a cut holds up arrives once it is over, as TCP has it, also what
 * a client sent that has given up since.
 */
final class TcpProxy implements AutoCloseable {
    /** What happens to what either side says. */
    enum Network {
        WELL,
        /** New connections are accepted and lead nowhere. */
        SWALLOWS_NEW,
        /** A connection is reset after {@link #RESET_AFTER} bytes of answers. */
        RESETS,
        /** Answers come one byte at a time. */
        DRIPS,
        /** Nothing passes. */
        CUT,
        /** Nothing of what the server says passes. */
        DEAF,
        /** Nothing of what the client says passes. */
        MUTE,
        /** One piece of twenty comes late, by the time after which TCP sends again what was lost. */
        LOSSY
    }

    private static final int RESET_AFTER = 200_000;
    private static final Duration DRIP = Duration.ofMillis(20);
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration SENT_AGAIN = Duration.ofMillis(200);
    private static final int LOST_ONE_IN = 20;

    private volatile int target;
    private final ServerSocket door;
    private final Collection<Socket> open = new ConcurrentLinkedQueue<>();

    private volatile Network network = Network.WELL;
    /** Connections of an earlier age are forgotten. */
    private final AtomicInteger age = new AtomicInteger();

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

    /** Where new connections lead. */
    void leadsTo(int port) {
        target = port;
    }

    void becomes(Network now) {
        network = now;
    }

    /** Connections that are open lead nowhere from now on, and neither side is told; new ones are not touched. */
    void forgetOpen() {
        age.incrementAndGet();
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
                int born = age.get();
                aside(() -> new Pipe(client, server, false, born).run());
                aside(() -> new Pipe(server, client, true, born).run());
            }
        }
    }

    /** One direction of a connection. */
    private final class Pipe {
        private final Socket from;
        private final Socket to;
        private final boolean answers;
        private final int born;

        Pipe(Socket from, Socket to, boolean answers, int born) {
            this.from = from;
            this.to = to;
            this.answers = answers;
            this.born = born;
        }

        void run() throws IOException {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] some = new byte[8_192];
                long passed = 0;
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    passed += read;
                    if (answers && network == Network.RESETS && passed > RESET_AFTER) {
                        to.setSoLinger(true, 0);
                        return;
                    }
                    awaitPassage();
                    if (born == age.get()) {
                        pass(some, read, out);
                    }
                }
            } finally {
                awaitPassage();
                if (born == age.get()) {
                    to.close();
                }
            }
        }

        private void awaitPassage() {
            while (held() && !door.isClosed()) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }

        private boolean held() {
            return network == Network.CUT || network == (answers ? Network.DEAF : Network.MUTE);
        }

        private void pass(byte[] some, int length, OutputStream out) throws IOException {
            if (network == Network.LOSSY && ThreadLocalRandom.current().nextInt(LOST_ONE_IN) == 0) {
                LockSupport.parkNanos(SENT_AGAIN.toNanos());
            }
            int passed = 0;
            while (passed < length) {
                boolean drips = answers && network == Network.DRIPS;
                int step = drips ? 1 : length - passed;
                out.write(some, passed, step);
                passed += step;
                if (drips) {
                    LockSupport.parkNanos(DRIP.toNanos());
                }
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
