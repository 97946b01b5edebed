@NullMarked
package dev.sluice.executor.order;

import org.jspecify.annotations.NullMarked;
