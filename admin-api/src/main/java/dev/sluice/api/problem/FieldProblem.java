package dev.sluice.api.problem;

import dev.sluice.message.ErrorCode;

/** One field of a body, or one parameter of a query, that cannot be used; the message says what can. */
public record FieldProblem(String field, ErrorCode code, String message) {}
