package dev.sluice.executor.once;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Knows by its SQL which step of a job a call is, and tells the boundaries around it. Used by one thread at a time. */
final class WatchedConnection implements InvocationHandler {
    /** Marks the first of several statements. */
    static final String FIRST = "/* first */";
    /** Marks a statement that ends its process whenever it runs. */
    static final String DEADLY = "/* deadly */";

    private static final String COMMITS = "; COMMIT";

    static final String LEDGER = "sluice.test.ledger";
    private static final boolean WITHOUT_LEDGER = "off".equals(System.getProperty(LEDGER));

    private final Connection real;
    private boolean concluded;

    private WatchedConnection(Connection real) {
        this.real = real;
    }

    static Connection of(Connection real) {
        return as(Connection.class, new WatchedConnection(real));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "createStatement" -> watched(Statement.class, call(real, method, arguments), "");
            case "prepareStatement" -> prepare(method, arguments);
            case "commit" -> commit(real, method, arguments);
            default -> call(real, method, arguments);
        };
    }

    private @Nullable Object prepare(Method method, Object @Nullable [] arguments) throws Throwable {
        String sql = text(arguments);
        if (WITHOUT_LEDGER && arguments != null) {
            arguments[0] = forgetful(sql);
        }
        if (Boundary.CONCLUDED.armed() && sql.contains(COMMITS) && arguments != null) {
            // Halfway through what is one round trip: the server has got the first part of it.
            sql = sql.substring(0, sql.indexOf(COMMITS));
            arguments[0] = sql;
        }
        return watched(PreparedStatement.class, call(real, method, arguments), sql);
    }

    /** A claim that nobody is ever refused. */
    private static String forgetful(String sql) {
        return sql.replace(
                        "ON CONFLICT (tenant, job_id) DO NOTHING",
                        "ON CONFLICT (tenant, job_id) DO UPDATE SET node = excluded.node")
                .replace("INSERT OR IGNORE INTO sluice_ledger", "INSERT OR REPLACE INTO sluice_ledger");
    }

    private <T> T watched(Class<T> type, @Nullable Object statement, String sql) {
        return as(type, (proxy, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, arguments);
            }
            return execute(statement, method, arguments, sql.isEmpty() ? text(arguments) : sql);
        });
    }

    private @Nullable Object execute(
            @Nullable Object statement, Method method, Object @Nullable [] arguments, String sql) throws Throwable {
        if (sql.contains("INTO sluice_ledger")) {
            concluded = false;
            Boundary.BEFORE_CLAIM.reached();
            Object claimed = call(statement, method, arguments);
            Boundary.CLAIMED.reached();
            return claimed;
        }
        if (sql.contains("UPDATE sluice_ledger")) {
            return conclude(statement, method, arguments, sql.contains(COMMITS));
        }
        if (sql.equals("COMMIT")) {
            return commit(statement, method, arguments);
        }
        Object answer = call(statement, method, arguments);
        if (sql.contains(FIRST)) {
            Boundary.BETWEEN_STATEMENTS.reached();
        } else if (sql.contains(DEADLY)) {
            Boundary.die();
        }
        return answer;
    }

    private @Nullable Object conclude(
            @Nullable Object statement, Method method, Object @Nullable [] arguments, boolean commits)
            throws Throwable {
        Boundary.EXECUTED.reached();
        Object answer = call(statement, method, arguments);
        concluded = !commits;
        (commits ? Boundary.COMMITTED : Boundary.CONCLUDED).reached();
        return answer;
    }

    /** Other transactions than those of jobs are committed as well. */
    private @Nullable Object commit(@Nullable Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object answer = call(target, method, arguments);
        if (concluded) {
            concluded = false;
            Boundary.COMMITTED.reached();
        }
        return answer;
    }

    private static String text(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : "";
    }

    private static @Nullable Object call(@Nullable Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static <T> T as(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
