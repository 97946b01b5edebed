/**
 * Third step: finds out what the SQL is, from its text alone.
 *
 * <p>Every statement is read once, token by token. That is a gate first (exactly one statement,
 * nothing unterminated, not too deep, too long or with the wrong number of parameters) and an analysis second. Where the text
 * leaves room for doubt the answer is the heavier one: what may write counts as a write.
 */
@NullMarked
package dev.sluice.dispatcher.classify;

import org.jspecify.annotations.NullMarked;
