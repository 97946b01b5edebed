/** The sign of life: what this instance can run and how busy it is, for whoever places, scales or shows executors. */
@NullMarked
package dev.sluice.executor.heartbeat;

import org.jspecify.annotations.NullMarked;
