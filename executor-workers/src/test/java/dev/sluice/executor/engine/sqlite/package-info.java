@NullMarked
package dev.sluice.executor.engine.sqlite;

import org.jspecify.annotations.NullMarked;
