package dev.sluice.dispatcher.session;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Isolation;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SessionOptions;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds or opens the session that a request names. */
public final class JoinSession {
    private static final int MAX_VARIABLES = 32;
    private static final int MAX_VALUE = 1024;

    private final SessionRules rules;

    public JoinSession(SessionRules rules) {
        this.rules = rules;
    }

    /** A session with the job that joins it counted as its last use. */
    public record Joined(SessionKey key, Session session) {}

    /** The session of a job whose request names one, or why it cannot have it. */
    public Verdict<Joined> join(Accepted accepted, String id, String engine, Sessions sessions, Instant now) {
        QueryRequest request = accepted.request();
        SessionKey key = SessionKey.of(accepted.key(), id);
        Session known = sessions.find(key);
        SessionOptions options = request.getSession();
        Verdict<Joined> refusal = refusal(accepted, id, known);
        if (refusal == null && options != null) {
            refusal = badOptions(options, engine);
        }
        if (refusal == null && known == null) {
            refusal = tooMany(accepted, sessions);
        }
        if (refusal != null) {
            return refusal;
        }
        Priority priority = accepted.requested().priority();
        if (known != null && options == null) {
            return Verdict.pass(new Joined(key, known.used(now)));
        }
        SessionOptions opened = options == null ? usual() : options;
        return Verdict.pass(new Joined(key, new Session(request.getPrincipal(), priority, opened, now, false)));
    }

    private static @Nullable Verdict<Joined> refusal(Accepted accepted, String id, @Nullable Session known) {
        if (known == null) {
            return null;
        }
        if (!known.principal().equals(accepted.request().getPrincipal())) {
            return Verdict.refuse(ErrorCode.FORBIDDEN, "Session " + id + " is another principal's; choose another id.");
        }
        if (known.priority() != accepted.requested().priority()) {
            return Verdict.refuse(
                    ErrorCode.INVALID_REQUEST,
                    "The jobs of a session have one priority, of session %s it is %s; submit to that one, or open another session."
                            .formatted(id, known.priority()));
        }
        return known.stopped() && accepted.request().getSession() == null ? stopped(id) : null;
    }

    /** The answer to a job of a session that a failure has stopped. */
    public static <T> Verdict<T> stopped(String id) {
        return Verdict.refuse(
                ErrorCode.SESSION_STOPPED,
                "A job of session %s before this one did not succeed, and the session stops on failure; open it anew by sending session options."
                        .formatted(id));
    }

    private @Nullable Verdict<Joined> tooMany(Accepted accepted, Sessions sessions) {
        String database = accepted.key().database();
        String tenant = accepted.key().tenant();
        String principal = accepted.request().getPrincipal();
        return sessions.count(database, tenant, principal) < rules.perPrincipal()
                ? null
                : Verdict.refuse(
                        ErrorCode.SESSION_LIMIT,
                        "%s has %d sessions on %s, which is the limit; use one of them, or wait until one has been idle for %d s."
                                .formatted(
                                        principal,
                                        rules.perPrincipal(),
                                        database,
                                        rules.idle().toSeconds()));
    }

    private static @Nullable Verdict<Joined> badOptions(SessionOptions options, String engine) {
        Map<String, String> variables = options.getVariables();
        boolean tooLarge = variables.size() > MAX_VARIABLES
                || variables.values().stream().anyMatch(value -> value.length() > MAX_VALUE);
        if (tooLarge) {
            return Verdict.refuse(
                    ErrorCode.INVALID_REQUEST,
                    "A session may have %d variables of %d characters each.".formatted(MAX_VARIABLES, MAX_VALUE));
        }
        return switch (engine) {
            case "postgresql" -> badNames(variables, "[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*", "app.name, with one dot");
            case "mysql", "mariadb" -> badNames(variables, "[A-Za-z_][A-Za-z0-9_]*", "letters, digits and '_'");
            default ->
                variables.isEmpty() && options.getIsolation() == Isolation.DEFAULT
                        ? null
                        : Verdict.refuse(
                                ErrorCode.NOT_SUPPORTED,
                                "Sessions on %s have no variables and no isolation level; leave them out."
                                        .formatted(engine));
        };
    }

    private static @Nullable Verdict<Joined> badNames(Map<String, String> variables, String pattern, String rule) {
        for (String name : variables.keySet()) {
            if (name.length() > 64 || !name.matches(pattern)) {
                return Verdict.refuse(
                        ErrorCode.INVALID_REQUEST,
                        "A session variable is named like " + rule + "; rename one of them.");
            }
        }
        return null;
    }

    private static SessionOptions usual() {
        return SessionOptions.newBuilder().build();
    }
}
