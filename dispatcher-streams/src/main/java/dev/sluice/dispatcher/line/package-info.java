/**
 * Who is next: the order in which waiting jobs are looked at.
 *
 * <p>A lane has three bands that share it by weight. In a band tenants take turns, the principals of a tenant take its turns, and a turn
 * costs what the job is predicted to take. All of it is an index over jobs that are stored elsewhere, and every change is O(log n).
 */
@NullMarked
package dev.sluice.dispatcher.line;

import org.jspecify.annotations.NullMarked;
