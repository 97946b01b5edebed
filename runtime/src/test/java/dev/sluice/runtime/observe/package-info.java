@NullMarked
package dev.sluice.runtime.observe;

import org.jspecify.annotations.NullMarked;
