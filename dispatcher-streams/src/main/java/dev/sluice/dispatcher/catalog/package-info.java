/**
 * What a task knows of the catalogues: databases, templates, policies, standing orders, and the executors that are alive.
 *
 * <p>The stores hold bytes; an entry is decoded when it is first asked for, and a bad one never takes the place of a good one.
 */
@NullMarked
package dev.sluice.dispatcher.catalog;

import org.jspecify.annotations.NullMarked;
