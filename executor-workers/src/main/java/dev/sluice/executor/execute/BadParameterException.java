package dev.sluice.executor.execute;

import dev.sluice.message.ParameterType;

/** A parameter is not what its type says. The message names its place, never its value. */
final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadParameterException(int statement, int index, ParameterType type, RuntimeException cause) {
        super("parameter " + index + " of statement " + statement + " is not a " + type, cause);
    }
}
