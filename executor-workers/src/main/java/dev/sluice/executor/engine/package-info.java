/**
 * What differs from one kind of database server to the next, behind one interface: pool settings, the ledger's SQL, how a job's
 * transaction begins and how its session is put back, parameters, values, and what an error means. Found by ServiceLoader; an
 * engine without its driver is left out, nothing else. Rules about jobs do not belong here.
 */
@NullMarked
package dev.sluice.executor.engine;

import org.jspecify.annotations.NullMarked;
