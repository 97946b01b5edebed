@NullMarked
package dev.sluice.executor.engine.postgresql.guard;

import org.jspecify.annotations.NullMarked;
