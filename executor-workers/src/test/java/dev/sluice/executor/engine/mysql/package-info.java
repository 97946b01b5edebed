@NullMarked
package dev.sluice.executor.engine.mysql;

import org.jspecify.annotations.NullMarked;
