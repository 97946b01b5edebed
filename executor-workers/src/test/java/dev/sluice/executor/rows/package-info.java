@NullMarked
package dev.sluice.executor.rows;

import org.jspecify.annotations.NullMarked;
