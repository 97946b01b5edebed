/**
 * What deciding costs: the dispatcher on a real broker beside a bare topology with as many puts and outputs, and its scheduler by itself
 * with up to a million waiting jobs, up to ten thousand tenants, and in simulated time under floods.
 */
@NullMarked
package dev.sluice.benchmarks.dispatch;

import org.jspecify.annotations.NullMarked;
