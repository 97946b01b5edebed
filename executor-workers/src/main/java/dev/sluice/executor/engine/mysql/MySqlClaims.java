package dev.sluice.executor.engine.mysql;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Whether an error is true that says that the server or the connection is of no more use. {@code SIGNAL ... SET MYSQL_ERRNO} raises any error
 * of a server with any number, and neither driver can tell; but who is gone does not answer, who takes no writes says so when asked, and
 * who has lost its cluster refuses anything but a look.
 */
final class MySqlClaims {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    /** Some releases show these settings as numbers, some as words. */
    private static final String TAKES_NO_WRITES = "SELECT concat(@@global.read_only) NOT IN ('0', 'OFF')"
            + " OR concat(@@global.innodb_read_only) NOT IN ('0', 'OFF')";

    /** A SELECT without a table would be let through. */
    private static final String NO_LOOK = "DO 0";

    private MySqlClaims() {}

    static EngineFailure checked(SQLException failure, Connection connection) {
        EngineFailure claimed = MySqlFailures.classify(failure);
        // What the driver found is true, also if it has reached another of several hosts since.
        if (!claimed.sessionLost() || MySqlFailures.lostByDriver(failure) || holds(failure, claimed, connection)) {
            return claimed;
        }
        return new EngineFailure(ErrorCode.ENGINE_ERROR, claimed.sqlState(), claimed.message(), Remedy.NONE, false);
    }

    private static boolean holds(SQLException failure, EngineFailure claimed, Connection connection) {
        try {
            if (failure.getErrorCode() == MySqlFailures.NODE_NOT_READY) {
                MySqlSession.run(connection, NO_LOOK);
                return false;
            }
            return claimed.code() == ErrorCode.ENGINE_DOWN
                    ? takesNoWrites(connection)
                    : !connection.isValid(Math.toIntExact(ANSWER.toSeconds()));
        } catch (SQLException noAnswerOrRefusal) {
            return true;
        }
    }

    private static boolean takesNoWrites(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(TAKES_NO_WRITES)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
