package dev.sluice.executor.engine.mysql;

import static dev.sluice.message.ErrorCode.*;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the errors of MySQL and MariaDB mean, by number first, because most of them share the SQLSTATEs HY000 and 42000. SIGNAL can
 * raise any SQLSTATE, so a lost connection is believed only if the driver found it or the server says that it ended it; and any number
 * too, so that what a job's own statement says is checked by {@link MySqlClaims}.
 */
final class MySqlFailures {
    /** The server ends the connection: shut down, killed. */
    private static final Set<Integer> ENDED_BY_SERVER = Set.of(1053, 1927);
    /** On MySQL a connection that was idle for too long, on MariaDB a trigger that FOLLOWS one which is not there. */
    private static final int INACTIVE_OR_NO_TRIGGER = 4031;

    /** MariaDB's driver, of a connection that is closed; all its other words of its own have no number. */
    private static final int CLOSED_BY_DRIVER = 1220;

    /** A node of Galera that has lost its cluster, or is told to refuse; drivers send no command that a server does not know. */
    static final int NODE_NOT_READY = 1047;

    private static final Set<Integer> SATURATED = Set.of(1040, 1203, 1226);
    private static final Set<Integer> UNKNOWN = Set.of(
            1008,
            1046,
            1049,
            1051,
            1054,
            1091,
            1109,
            1128,
            1146,
            1176,
            1193,
            1243,
            1305,
            1347,
            1360,
            1449,
            1508,
            1539,
            1630,
            4091,
            4092,
            INACTIVE_OR_NO_TRIGGER);
    private static final Set<Integer> EXISTS = Set.of(1007, 1050, 1060, 1061, 1304, 1359, 1537, 1826);
    private static final Set<Integer> DENIED = Set.of(1044, 1045, 1142, 1143, 1227, 1370, 1410, 1419, 1698);
    private static final Set<Integer> VIOLATED = Set.of(1048, 1062, 1364, 1451, 1452, 1557, 3819, 4025);
    private static final Set<Integer> WRONG_DATA = Set.of(
            1136, 1242, 1264, 1265, 1292, 1365, 1366, 1367, 1406, 1411, 1642, 1643, 1644, 1690, 3140, 4038, 4078);
    private static final Set<Integer> UNSUPPORTED = Set.of(1235, 1295, 1568);
    /** Where the state says nothing, the server's own troubles; every other such number is about the statement. */
    private static final Set<Integer> TROUBLES = Set.of(
            1077, 1078, 1079, 1080, 1081, 1105, 1114, 1119, 1126, 1135, 1180, 1181, 1194, 1195, 1197, 1206, 1290, 1296,
            1297, 1436, 1598, 1637, 1712);
    /** The numbers before it are of files, memory and threads. */
    private static final int FIRST_OF_STATEMENTS = 1046;

    private static final int FIRST_OF_CLIENT = 2000;
    private static final int CANNOT_CREATE = 1005;
    /** Keys that are doubled, options that do not go together, a foreign key that fits nothing; every other cause is the server's. */
    private static final Pattern OF_CREATE_OPTIONS = Pattern.compile("\\(errno: (121|140|150)\\b");

    /** Words of Connector/J without number or state, for a statement that was cancelled or took longer than it was told to. */
    private static final Set<String> STOPPED_BY_DRIVER =
            Set.of("MySQLStatementCancelledException", "MySQLTimeoutException");

    /** MariaDB's driver, when it has found another of several hosts: what became of the transaction, nobody knows. */
    private static final String FAILED_OVER = "25S03";

    private static final Pattern CONNECTION_NUMBER = Pattern.compile("^\\(conn=-?\\d+\\) ");

    private MySqlFailures() {}

    static EngineFailure classify(SQLException failure) {
        int number = failure.getErrorCode();
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = text(failure);
        if (SATURATED.contains(number)) {
            return new EngineFailure(ENGINE_SATURATED, state, message, Remedy.RELEASE, true);
        }
        if (sessionLost(failure, number, state)) {
            return new EngineFailure(CONNECTION_LOST, state, message, Remedy.RETRY, true);
        }
        if (number == NODE_NOT_READY || readOnlyServer(number, message)) {
            // A new connection may find another server.
            return new EngineFailure(ENGINE_DOWN, state, message, Remedy.RELEASE, true);
        }
        if (number <= 0 && STOPPED_BY_DRIVER.contains(failure.getClass().getSimpleName())) {
            return new EngineFailure(TIMEOUT, state, message, Remedy.STOPPED, false);
        }
        if (number == CANNOT_CREATE && OF_CREATE_OPTIONS.matcher(message).find()) {
            return new EngineFailure(SYNTAX_ERROR, state, message, Remedy.NONE, false);
        }
        return new EngineFailure(code(number, state), state, message, remedy(number, state), false);
    }

    private static boolean sessionLost(SQLException failure, int number, String state) {
        if (ENDED_BY_SERVER.contains(number)) {
            return true;
        }
        if (number == INACTIVE_OR_NO_TRIGGER) {
            return !text(failure).contains("trigger");
        }
        boolean driversWord = number <= 0 || number == CLOSED_BY_DRIVER;
        return driversWord && (state.startsWith("08") || state.equals(FAILED_OVER) || brokenStream(failure));
    }

    /**
     * Whether it was the driver that lost the connection, whatever the server says when it is asked: that may be another one by now. A state
     * alone proves nothing, as Connector/J leaves out the number of an error that SIGNAL raised with one of class 08.
     */
    static boolean lostByDriver(SQLException failure) {
        return (failure.getErrorCode() <= 0 && withoutConnection(failure))
                || (failure.getErrorCode() == 0 && FAILED_OVER.equals(failure.getSQLState()));
    }

    /** Connector/J tells a stream that broke between two rows as an error without a SQLSTATE of its own. */
    private static boolean brokenStream(SQLException failure) {
        return withoutConnection(failure)
                || String.valueOf(failure.getMessage()).startsWith("Error retrieving record");
    }

    private static boolean withoutConnection(SQLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static boolean readOnlyServer(int number, String message) {
        return number == 1836 || (number == 1290 && (message.contains("read-only") || message.contains("read_only")));
    }

    private static Remedy remedy(int number, String state) {
        return switch (number) {
            case 1205, 1213, 1614 -> Remedy.RETRY;
            case 159, 1020, 1412, 1615, 1689 -> Remedy.RETRY; // a table changed under the transaction
            case 1317, 1969, 3024 -> Remedy.STOPPED;
            default -> state.startsWith("40") ? Remedy.RETRY : Remedy.NONE; // rolled back, by whomever
        };
    }

    private static ErrorCode code(int number, String state) {
        return switch (number) {
            case 1213, 1614 -> DEADLOCK;
            case 159, 1020, 1412, 1615, 1689 -> SERIALIZATION_FAILURE;
            case 1205, 3572 -> LOCK_TIMEOUT;
            case 1317, 1969, 3024 -> TIMEOUT;
            case 1792 -> READ_ONLY;
            default -> codeOfGroup(number, state);
        };
    }

    private static ErrorCode codeOfGroup(int number, String state) {
        if (UNKNOWN.contains(number)) {
            return UNKNOWN_OBJECT;
        }
        if (EXISTS.contains(number) || VIOLATED.contains(number)) {
            return CONSTRAINT_VIOLATION;
        }
        if (DENIED.contains(number)) {
            return PERMISSION_DENIED;
        }
        if (WRONG_DATA.contains(number)) {
            return DATA_ERROR;
        }
        return UNSUPPORTED.contains(number) ? NOT_SUPPORTED : codeOfState(number, state);
    }

    private static ErrorCode codeOfState(int number, String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "0K", "2F", "42" -> SYNTAX_ERROR;
            case "23", "44" -> CONSTRAINT_VIOLATION;
            case "01", "02", "20", "21", "22", "24", "45" -> DATA_ERROR;
            case "0A", "25" -> NOT_SUPPORTED;
            case "40" -> SERIALIZATION_FAILURE;
            case "HY" -> ofStatement(number) ? SYNTAX_ERROR : ENGINE_ERROR;
            default -> ENGINE_ERROR;
        };
    }

    private static boolean ofStatement(int number) {
        boolean ofServer = number >= FIRST_OF_STATEMENTS && (number < FIRST_OF_CLIENT || number >= 3000);
        return ofServer && !TROUBLES.contains(number);
    }

    /** Without the number of the connection that MariaDB's driver puts before it: it says nothing to whoever reads the reply. */
    private static String text(SQLException failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : CONNECTION_NUMBER.matcher(failure.getMessage()).replaceFirst("");
    }
}
