@NullMarked
package dev.sluice.executor.engine.db2;

import org.jspecify.annotations.NullMarked;
