package dev.sluice.executor.engine.mysql.kill;

import dev.sluice.executor.engine.UnconnectedSockets;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/**
 * Plain sockets for MariaDB's driver, but for the one that it makes to abort a connection which is busy: it would send a KILL there, to
 * whichever server answers. Without it the driver closes the connection and no more. Public because the driver makes it by its
 * name. Thread-safe.
 */
public final class SocketsWithoutKill extends UnconnectedSockets {
    private static final String DRIVER = "org.mariadb.jdbc.";

    @Override
    public Socket createSocket() throws IOException {
        if (StackWalker.getInstance().walk(callers -> callers.anyMatch(SocketsWithoutKill::aborts))) {
            throw new SocketException("a connection is aborted without a KILL");
        }
        return new Socket();
    }

    private static boolean aborts(StackWalker.StackFrame caller) {
        return caller.getMethodName().equals("abort") && caller.getClassName().startsWith(DRIVER);
    }
}
