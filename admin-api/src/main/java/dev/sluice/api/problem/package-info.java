/**
 * Answers that are not what was asked for: RFC 9457 problems, each with one of the platform's error codes. A handler that cannot
 * answer throws a {@link dev.sluice.api.problem.ProblemException}; only this package knows which HTTP status belongs to a code.
 */
@NullMarked
package dev.sluice.api.problem;

import org.jspecify.annotations.NullMarked;
