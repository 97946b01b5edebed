/**
 * A second reader for SQL: library parsers behind one small interface, {@link dev.sluice.dispatcher.parse.SqlParser}. They confirm what
 * the tokens told and count what tokens cannot tell apart. Parsers recurse, allocate and fail in ways of their own, so nothing here is
 * needed for a verdict: whoever calls must be able to go on without.
 */
@NullMarked
package dev.sluice.dispatcher.parse;

import org.jspecify.annotations.NullMarked;
