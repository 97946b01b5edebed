@NullMarked
package dev.sluice.executor.engine.postgresql;

import org.jspecify.annotations.NullMarked;
