/**
 * What a task remembers: jobs, who has ended, sessions, how long statements took, and what is parked.
 *
 * <p>One store holds all of a task's own memory, in keyspaces that each have one owner here. What is in memory besides is an index
 * over it, rebuilt when the task starts.
 */
@NullMarked
package dev.sluice.dispatcher.remember;

import org.jspecify.annotations.NullMarked;
