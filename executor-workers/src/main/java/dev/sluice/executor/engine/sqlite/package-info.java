/**
 * SQLite in WAL mode: any number of readers, one writer per database for the whole process, each write in BEGIN IMMEDIATE. There
 * is no server to enforce a time-out; the executor interrupts instead. Values follow their storage class, not the declared type.
 */
@NullMarked
package dev.sluice.executor.engine.sqlite;

import org.jspecify.annotations.NullMarked;
