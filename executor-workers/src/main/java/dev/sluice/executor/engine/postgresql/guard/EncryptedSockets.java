package dev.sluice.executor.engine.postgresql.guard;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/**
 * What the driver encrypts with unless told otherwise ({@code sslrootcert} and its like mean the same), with its input guarded. Public
 * because the driver makes it by its name. A URL with an {@code sslfactory} of its own replaces it, and goes without the guard.
 */
public final class EncryptedSockets extends LibPQFactory {
    public EncryptedSockets(Properties connection) throws PSQLException {
        super(connection);
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return new GuardedSslSocket((SSLSocket) super.createSocket(plain, host, port, autoClose));
    }
}
