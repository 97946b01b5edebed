package dev.sluice.executor.engine.mysql.kill;

import dev.sluice.executor.engine.UnconnectedSockets;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/**
 * Sockets for MariaDB's driver that make an abort what it should be. Of a connection that is busy the driver would send a KILL, over one
 * more socket and to whichever server answers there; that socket it does not get. Then it would read what still comes, behind the thread
 * that waits for an answer, and close only after that; here its first touch closes. Public because the driver makes it by its name.
 * Thread-safe.
 */
public final class SocketsWithoutKill extends UnconnectedSockets {
    private static final String DRIVER = "org.mariadb.jdbc.";

    @Override
    public Socket createSocket() throws IOException {
        if (aborting()) {
            throw new SocketException("a connection is aborted without a KILL");
        }
        return new ClosedByAbort();
    }

    private static boolean aborting() {
        return StackWalker.getInstance()
                .walk(callers ->
                        callers.anyMatch(caller -> caller.getMethodName().equals("abort")
                                && caller.getClassName().startsWith(DRIVER)));
    }

    private static final class ClosedByAbort extends Socket {
        /** The first that the driver does to close it, also through the encryption above it. */
        @Override
        public void setSoTimeout(int millis) throws SocketException {
            if (aborting()) {
                closeNow();
            } else {
                super.setSoTimeout(millis);
            }
        }

        private void closeNow() throws SocketException {
            try {
                close();
            } catch (IOException unclosed) {
                throw new SocketException("the connection cannot be closed", unclosed);
            }
        }
    }
}
