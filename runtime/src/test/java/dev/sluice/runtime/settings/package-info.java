@NullMarked
package dev.sluice.runtime.settings;

import org.jspecify.annotations.NullMarked;
