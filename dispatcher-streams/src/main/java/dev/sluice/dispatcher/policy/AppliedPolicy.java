package dev.sluice.dispatcher.policy;

import dev.sluice.dispatcher.policy.ObjectSpace.Named;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One policy on one database: what it denies, and what it allows. */
final class AppliedPolicy {
    private static final String SET_CONFIG = "set_config";

    private final Policy policy;
    private final ObjectSpace space;
    private final Set<StatementClass> allowedClasses;
    private final Set<StatementKind> allowedKinds;
    private final List<ObjectPattern> readable;
    private final List<ObjectPattern> writable;
    private final List<ObjectPattern> denied;
    private final FunctionPatterns allowedFunctions;
    private final FunctionPatterns deniedFunctions;

    AppliedPolicy(Policy policy, ObjectSpace space) {
        this.policy = policy;
        this.space = space;
        this.allowedClasses = set(StatementClass.class, policy.getAllowedClasses());
        this.allowedKinds = set(StatementKind.class, policy.getAllowedKinds());
        this.readable = patterns(policy.getAllowedObjects());
        this.writable = policy.getWritableObjects().isEmpty() ? readable : patterns(policy.getWritableObjects());
        this.denied = patterns(policy.getDeniedObjects());
        this.allowedFunctions = new FunctionPatterns(policy.getAllowedFunctions());
        this.deniedFunctions = new FunctionPatterns(policy.getDeniedFunctions());
    }

    String name() {
        return policy.getName();
    }

    Policy policy() {
        return policy;
    }

    /** Why the statement is refused whatever any policy allows. */
    Optional<Objection> denies(Wanted wanted) {
        return Stream.of(deniedKind(wanted), deniedFunction(wanted), deniedObject(wanted), unclear(wanted))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether it allows statements like this, whatever they touch. */
    boolean allows(Wanted wanted) {
        return allows(wanted.statementClass(), wanted.kind());
    }

    /** Whether it allows this statement to read this: as what it is, or as a query could. */
    boolean allowsReading(Wanted wanted, Named object) {
        boolean reads = allows(wanted) || allows(StatementClass.READ, StatementKind.SELECT);
        return reads && (readable.isEmpty() || readable.stream().anyMatch(pattern -> pattern.surely(object)));
    }

    boolean allowsWriting(Wanted wanted, Named object) {
        return allows(wanted) && (writable.isEmpty() || writable.stream().anyMatch(pattern -> pattern.surely(object)));
    }

    boolean allowsFunction(String function) {
        return allowedFunctions.allow(function);
    }

    private boolean allows(StatementClass statementClass, StatementKind kind) {
        return allowedClasses.contains(statementClass) && (allowedKinds.isEmpty() || allowedKinds.contains(kind));
    }

    private Optional<Objection> deniedKind(Wanted wanted) {
        if (policy.getDeniedClasses().contains(wanted.statementClass())) {
            return objection(
                    ErrorCode.STATEMENT_NOT_ALLOWED,
                    "refuses statements of the class " + wanted.statementClass() + ", and this is one");
        }
        return policy.getDeniedKinds().contains(wanted.kind())
                ? objection(ErrorCode.STATEMENT_NOT_ALLOWED, "refuses " + wanted.kind() + " statements")
                : Optional.empty();
    }

    private Optional<Objection> deniedFunction(Wanted wanted) {
        for (String function : wanted.functions()) {
            if (deniedFunctions.deny(function)) {
                return objection(ErrorCode.FUNCTION_NOT_ALLOWED, "refuses the function " + function);
            }
        }
        return Optional.empty();
    }

    private Optional<Objection> deniedObject(Wanted wanted) {
        if (denied.isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(wanted.read().stream(), wanted.written().stream())
                .filter(object -> denied.stream().anyMatch(pattern -> pattern.perhaps(object)))
                .findFirst()
                .flatMap(object -> objection(ErrorCode.OBJECT_NOT_ALLOWED, "refuses access to " + object));
    }

    /** Rules about objects hold only where the objects are known. */
    private Optional<Objection> unclear(Wanted wanted) {
        boolean rulesAboutObjects = !readable.isEmpty() || !writable.isEmpty() || !denied.isEmpty();
        if (!rulesAboutObjects) {
            return Optional.empty();
        }
        boolean renames =
                wanted.kind() == StatementKind.SET && SettingChange.changesNames(wanted.sql(), space.dialect());
        if (renames || wanted.functions().stream().map(FunctionPatterns::last).anyMatch(SET_CONFIG::equals)) {
            return objection(
                    ErrorCode.OBJECT_NOT_ALLOWED,
                    "has rules about objects, and this statement may change what names mean or who asks");
        }
        return wanted.unclear() && !policy.getAllowUnparsable()
                ? objection(
                        ErrorCode.UNPARSABLE,
                        "has rules about objects, and which ones this " + wanted.kind()
                                + " statement touches cannot be told from its text")
                : Optional.empty();
    }

    private Optional<Objection> objection(ErrorCode code, String reason) {
        return Optional.of(
                new Objection(code, "Policy %s %s. Ask the owner of policy %s.".formatted(name(), reason, name())));
    }

    private List<ObjectPattern> patterns(List<String> texts) {
        return texts.stream().map(text -> ObjectPattern.of(text, space)).toList();
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, List<E> values) {
        return values.isEmpty() ? EnumSet.noneOf(type) : EnumSet.copyOf(values);
    }
}
