package dev.sluice.standalone.postgres;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.standalone.port.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server beside this process, on the loopback interface, open to its superuser without a password. What was committed
 * survives a restart and the sudden death of the server or of this process (with {@code fsync}, of the machine as well). Can be started
 * again after a stop. Thread-safe.
 */
public final class EmbeddedPostgres implements Service {
    /** The setting to change when the port is taken. */
    public static final String PORT_KEY = "standalone.postgres.port";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final EmbeddedPostgresSettings settings;
    private @Nullable Running running;

    public EmbeddedPostgres(EmbeddedPostgresSettings settings) {
        this.settings = settings;
    }

    private record Running(PostgresServer server, int port) {}

    /** Ends the server that a killed process left in such a directory, if any: call it before deleting the directory. */
    public static void endLeft(Path directory) throws IOException {
        LeftServer.end(PostgresServer.cluster(directory));
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public synchronized void start() throws Exception {
        if (running != null) {
            throw new IllegalStateException("PostgreSQL is started already");
        }
        Files.createDirectories(settings.directory());
        PostgresCommand command = PostgresCommand.in(PostgresBinaries.unpack(settings.binaries()));
        PostgresServer server = new PostgresServer(settings.directory(), command);
        server.createIfNew();
        server.clearLeft();
        int port = LoopbackPort.reserve(settings.port(), PORT_KEY);
        running = new Running(server, port); // which a stop ends, also if this start fails
        server.start(port, settings.fsync());
        PostgresServer.createDatabases(port, settings.databases());
        log.atInfo().addKeyValue("port", port).log("PostgreSQL serves");
    }

    @Override
    public synchronized void stop() {
        Running stopping = running;
        running = null;
        if (stopping == null) {
            return;
        }
        try {
            if (stopping.server().isAlive()) {
                stopping.server().stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop; the next start on its directory stops it", e);
        }
    }

    @Override
    public synchronized Health check() {
        if (running == null) {
            return new Health.Down("PostgreSQL is not started");
        }
        try {
            return running.server().isAlive()
                    ? Health.up()
                    : new Health.Down("the PostgreSQL server has ended, see "
                            + settings.directory().resolve("server.log") + ": restart to recover");
        } catch (IOException e) {
            return new Health.Down("PostgreSQL cannot be looked at: " + e.getMessage());
        }
    }

    /** JDBC URL of a database, without credentials; the user is {@link #user()}. Throws IllegalStateException unless it is started. */
    public synchronized String jdbcUrl(String database) {
        if (running == null) {
            throw new IllegalStateException("PostgreSQL is not started");
        }
        return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + running.port() + "/" + database;
    }

    /** The superuser, who needs no password on this machine. */
    public String user() {
        return PostgresServer.SUPERUSER;
    }
}
