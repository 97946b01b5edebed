@NullMarked
package dev.sluice.executor.execute;

import org.jspecify.annotations.NullMarked;
