/**
 * Commands about a job: cancel it, explain it. A command is published under the database of its job, and the dispatcher answers it with
 * one event that names it; a call waits for that event as long as it has patience, and holds no thread meanwhile.
 */
@NullMarked
package dev.sluice.api.command;

import org.jspecify.annotations.NullMarked;
