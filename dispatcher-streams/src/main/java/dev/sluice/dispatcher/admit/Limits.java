package dev.sluice.dispatcher.admit;

import dev.sluice.message.StatementClass;
import java.util.Map;

/**
 * How much of a database one tenant may use at once; nought stands for no limit.
 *
 * @param tenant jobs of the tenant that run at once
 * @param principal jobs of each of its principals that do
 * @param resultMemory sum of the result caps of its jobs that do, bytes
 * @param classes statements of a class that run at once, whoever sent them
 */
public record Limits(int tenant, int principal, long resultMemory, Map<StatementClass, Integer> classes) {
    /** No limit but the slots. */
    public static final Limits NONE = new Limits(0, 0, 0, Map.of());

    public Limits {
        if (tenant < 0 || principal < 0 || resultMemory < 0) {
            throw new IllegalArgumentException("a limit cannot be negative");
        }
        classes = Map.copyOf(classes);
    }

    int of(StatementClass statementClass) {
        return classes.getOrDefault(statementClass, 0);
    }

    /** Where limits are looked up. Does not block. */
    @FunctionalInterface
    public interface Source {
        Limits of(String database, String tenant);
    }
}
