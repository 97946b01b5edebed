/**
 * MySQL through Connector/J and MariaDB through its own driver: the same rules for both, and the little in which servers and drivers
 * differ in the two engines. Sessions are pristine by COM_RESET_CONNECTION, keep UTC, and lex as the classifier reads. Statements
 * that commit by themselves never meet the ledger.
 */
@NullMarked
package dev.sluice.executor.engine.mysql;

import org.jspecify.annotations.NullMarked;
