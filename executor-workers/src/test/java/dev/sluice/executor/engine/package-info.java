@NullMarked
package dev.sluice.executor.engine;

import org.jspecify.annotations.NullMarked;
