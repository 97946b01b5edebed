@NullMarked
package dev.sluice.executor.publish;

import org.jspecify.annotations.NullMarked;
