@NullMarked
package dev.sluice.runtime.process;

import org.jspecify.annotations.NullMarked;
