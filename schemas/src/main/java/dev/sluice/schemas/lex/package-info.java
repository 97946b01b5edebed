/**
 * The words of SQL: a lexer that knows each dialect's quotes and comments. It reads a text once, from left to right, without recursion
 * and without regular expressions, so that no text can make it slow or overflow the stack.
 */
@NullMarked
package dev.sluice.schemas.lex;

import org.jspecify.annotations.NullMarked;
