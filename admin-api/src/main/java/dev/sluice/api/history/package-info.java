/**
 * Answers about the past, from the PostgreSQL database that the result sink writes. Read only, one class a question. Every question
 * runs on a small pool of threads with a bounded queue, so a slow or absent database costs its askers a 503 and nobody else anything.
 */
@NullMarked
package dev.sluice.api.history;

import org.jspecify.annotations.NullMarked;
