@NullMarked
package dev.sluice.executor;

import org.jspecify.annotations.NullMarked;
