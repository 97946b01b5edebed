package dev.sluice.executor.engine.postgresql.guard;

import dev.sluice.executor.engine.UnconnectedSockets;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * Sockets for the driver whose input fails with {@link OversizeAnswerException} before the driver takes an answer into memory that is
 * larger than {@link AnswerGuard} lets in. Public because the driver makes it by its name. Thread-safe, its sockets as any.
 */
public final class GuardedSockets extends UnconnectedSockets {
    @Override
    public Socket createSocket() {
        return new GuardedSocket();
    }

    private static final class GuardedSocket extends Socket {
        private final AnswerGuard guard = AnswerGuard.ofConnection();

        @Override
        public InputStream getInputStream() throws IOException {
            return new GuardedInput(super.getInputStream(), guard);
        }
    }
}
